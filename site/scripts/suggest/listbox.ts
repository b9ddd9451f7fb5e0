export interface Option {
  text: string
  href: string
  /** What is remembered of it when it is chosen. */
  remember: string
  /** Leads on with the words typed, instead of to an answer. */
  last?: boolean
}
export interface Group {
  label: string
  options: Option[]
}

/** Attributes, not their reflections: Firefox has those since 119 only. */
export function facts(of: Element, named: Record<string, string>): void {
  for (const [name, value] of Object.entries(named)) of.setAttribute(name, value)
}

/** The list of a combobox: the keyboard stays in the field, which names the active option (WAI-ARIA 1.2, listbox popup). */
export function createListbox(field: HTMLInputElement, list: HTMLElement) {
  let options: HTMLAnchorElement[] = []
  let active = -1

  function drawOption({ text, href, remember, last }: Option) {
    const option = document.createElement('a')
    facts(option, { id: `${list.id}-${options.push(option)}`, role: 'option', tabindex: '-1', href })
    option.textContent = text
    option.dataset.remember = remember
    option.classList.toggle('suggest-last', !!last)
    return option
  }

  const listbox = {
    /** The marked option stays marked where it is still there. */
    draw(groups: Group[]) {
      const before = options[active]?.href
      options = []
      list.replaceChildren(
        ...groups.flatMap(({ label, options: inside }, at): Node[] => {
          const drawn = inside.map(drawOption)
          if (!label) return drawn
          const group = document.createElement('div')
          const name = document.createElement('p')
          facts(name, { id: `${list.id}-group-${at}`, role: 'presentation' })
          facts(group, { role: 'group', 'aria-labelledby': name.id })
          name.textContent = label
          group.append(name, ...drawn)
          return [group]
        }),
      )
      listbox.mark(before ? options.findIndex(({ href }) => href === before) : -1)
    },
    mark(at: number) {
      active = at
      for (const [index, option] of options.entries()) facts(option, { 'aria-selected': String(index === at) })
      const marked = options[at]
      if (marked) field.setAttribute('aria-activedescendant', marked.id)
      else field.removeAttribute('aria-activedescendant')
      marked?.scrollIntoView({ block: 'nearest' })
    },
    /** Past either end is the field itself. */
    move(by: 1 | -1) {
      const places = options.length + 1
      listbox.mark(((active + 1 + by + places) % places) - 1)
    },
    active: () => options[active],
  }
  return listbox
}
