/** A text and what of it is selected. */
export interface Selected {
  text: string
  start: number
  end: number
}

const BOLD = '**'
const ITEM = '- '
const LINK_TO = 'https://'

/** Puts what is selected into bold, or out of it; with nothing selected, the marks with the caret between them. Spaces at its ends stay outside, where a mark is read. */
export function bold({ text, start, end }: Selected): Selected {
  const chosen = text.slice(start, end)
  const from = start + (chosen.length - chosen.trimStart().length)
  const to = Math.max(from, end - (chosen.length - chosen.trimEnd().length))
  const around = text.slice(from - BOLD.length, from) === BOLD && text.slice(to, to + BOLD.length) === BOLD
  if (around) {
    const next = text.slice(0, from - BOLD.length) + text.slice(from, to) + text.slice(to + BOLD.length)
    return { text: next, start: from - BOLD.length, end: to - BOLD.length }
  }
  const next = `${text.slice(0, from)}${BOLD}${text.slice(from, to)}${BOLD}${text.slice(to)}`
  return { text: next, start: from + BOLD.length, end: to + BOLD.length }
}

/** Makes the selected lines a list, or lines again. */
export function list({ text, start, end }: Selected): Selected {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const after = text.indexOf('\n', Math.max(start, end - 1))
  const to = after < 0 ? text.length : after
  const lines = text.slice(from, to).split('\n')
  const isList =
    lines.some((line) => line.startsWith(ITEM)) && lines.every((line) => line.trim() === '' || line.startsWith(ITEM))
  const next = lines
    .map((line) =>
      isList && line.startsWith(ITEM)
        ? line.slice(ITEM.length)
        : isList || (line.trim() === '' && lines.length > 1)
          ? line
          : ITEM + line,
    )
    .join('\n')
  // An empty line is an item to be: the caret goes behind its mark.
  const caret = start === end ? from + next.length : null
  return { text: text.slice(0, from) + next + text.slice(to), start: caret ?? from, end: caret ?? from + next.length }
}

/** A link with the selected words; its address is selected, to be written over. */
export function link({ text, start, end }: Selected): Selected {
  const chosen = text.slice(start, end).trim()
  const isAddress = /^https?:\/\/\S+$/.test(chosen)
  const [words, to] = isAddress ? ['', chosen] : [chosen, LINK_TO]
  const next = `[${words}](${to})`
  const at = isAddress || words === '' ? start + 1 : start + words.length + 3
  return {
    text: text.slice(0, start) + next + text.slice(end),
    start: at,
    end: isAddress || words === '' ? at : at + to.length,
  }
}
