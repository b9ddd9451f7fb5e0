import { compile, type FormatCallback } from 'html-to-text'
import { HEAD_MARK } from './quotation-heads.ts'

/** In letters. */
export const LONGEST_HTML = 1_000_000
const DEEPEST = 300
const MOST_CHILDREN = 20_000

const prefixed =
  (prefix: string): FormatCallback =>
  (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 2 })
    walk(element.children, builder)
    builder.closeBlock({
      trailingLineBreaks: 2,
      blockTransform: (block) =>
        block
          .split('\n')
          .map((line) => `${prefix}${line}`.trimEnd())
          .join('\n'),
    })
  }
/** Cells of a row stay apart, whatever the table is for. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder)
  builder.addInline(' ')
}
/** The parts that mail programs themselves name the head of a quotation. */
const HEADS = ['div.gmail_attr', '.moz-cite-prefix', '#reply-intro', '#divRplyFwdMsg', 'div.protonmail_quote > div']

const convert = compile({
  wordwrap: false,
  preserveNewlines: false,
  limits: { maxInputLength: LONGEST_HTML, maxDepth: DEEPEST, maxChildNodes: MOST_CHILDREN, ellipsis: '' },
  formatters: { quotation: prefixed('> '), quotationHead: prefixed(HEAD_MARK), cell },
  selectors: [
    { selector: 'title', format: 'skip' },
    { selector: 'img', format: 'skip' },
    { selector: 'hr', format: 'block' },
    { selector: 'blockquote', format: 'quotation' },
    ...HEADS.map((selector) => ({ selector, format: 'quotationHead' })),
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true, linkBrackets: ['(', ')'] as never },
    },
    { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'ul', options: { itemPrefix: '- ' } },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
  ],
})

/** The words of an HTML letter as lines; quotations begin with `>`. Nothing of it is ever shown as HTML. */
export const textOfHtml = (html: string): string =>
  convert(html.replaceAll(HEAD_MARK, ''))
    .replace(/[\u00A0\u202F]/g, ' ')
    .trim()
