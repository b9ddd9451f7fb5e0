import type { Root } from 'mdast'
import { attention } from 'micromark-core-commonmark'
import type { Construct, Extension } from 'micromark-util-types'
import remarkBreaks from 'remark-breaks'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { type Processor, unified } from 'unified'
import { boundMarkdown } from './bound-markdown.ts'

const BEFORE_FACTOR = /[\p{L}\p{N})\]]/u
const AFTER_FACTOR = /[\p{L}\p{N}([]/u
const DIGIT = /\p{N}/u
const ASTERISK = 42
const UNDERSCORE = 95

/**
 * Sizes and article numbers are no emphasis: `20*30*40`, `a*b*c`, `(1)*(2)*(3)`. A single asterisk inside a word, and a double one
 * between digits, is itself; `_` inside words is so already. People who write answers multiply more often than they
 * stress half a word.
 */
const emphasis: Construct = {
  ...attention,
  tokenize(effects, ok, nok) {
    const before = sign(this.previous)
    const tokenize: Construct['tokenize'] = attention.tokenize
    return tokenize.call(
      this,
      effects,
      (code) => {
        const token = this.events.at(-1)?.[1]
        const after = sign(code)
        if (token && BEFORE_FACTOR.test(before) && AFTER_FACTOR.test(after)) {
          const single = token.end.offset - token.start.offset === 1
          if (single || (DIGIT.test(before) && DIGIT.test(after))) token._open = token._close = false
        }
        return ok(code)
      },
      nok,
    )
  },
}

const sign = (code: number | null): string => (code === null || code < 0 ? '' : String.fromCharCode(code))

/** Asked before the parser's own rule for the same signs. */
const EXTENSION: Extension = { text: { [ASTERISK]: emphasis, [UNDERSCORE]: emphasis } }

function carefulEmphasis(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: Extension[] }
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), EXTENSION]
}

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(carefulEmphasis)
  .use(remarkBreaks)
  .freeze()

/** The one reading of Markdown. A line break is a line break: what is written in a field is shown as it was written. */
export const parseMarkdown = (body: string): Root => parser.runSync(parser.parse(boundMarkdown(body))) as Root
