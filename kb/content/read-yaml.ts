import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { ContentFault } from './content-fault.ts'

export type Read<T> = { ok: true; value: T } | { ok: false; faults: ContentFault[] }

/**
 * YAML through a schema. Every fault names the line in the file on which the wrong value (or the nearest thing around a
 * missing one) stands. `lineOffset`: lines of the file before this
 * text. `say`: words an issue of a schema whose messages are codes.
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  {
    lineOffset = 0,
    say = ({ message }) => message,
  }: { lineOffset?: number; say?: (issue: z.core.$ZodIssue) => string } = {},
): Read<z.output<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    // One broken place makes the parser stumble over the next lines too; the first is the one to mend.
    return {
      ok: false,
      faults: document.errors.slice(0, 1).map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line + lineOffset,
        message: `This is not valid YAML: ${error.message}`,
      })),
    }
  }
  let value: unknown
  try {
    value = document.toJS()
  } catch {
    // Aliases that unfold without end.
    return { ok: false, faults: [{ file, line: 1 + lineOffset, message: 'Its aliases (*name) repeat too much.' }] }
  }
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return { ok: true, value: parsed.data }
  const faults = parsed.error.issues.map((issue) => ({
    file,
    line: lineOf(document, lines, issue.path) + lineOffset,
    message: issue.path.length > 0 ? `“${issue.path.join('.')}”: ${say(issue)}` : say(issue),
  }))
  return { ok: false, faults }
}

function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
