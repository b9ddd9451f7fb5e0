/** As the generator writes a pattern whose expression has flags: the rest of `/…/flags` without its first slash. */
const FLAGGED = /^(.*)\/([a-z]+)$/s

/**
 * A pattern as JSON Schema reads it (ECMA-262, always with `u`), where the generator left JavaScript's flags at its end.
 * Another flag than `u` changes what fits and cannot be said in a pattern: it is refused, so that the schema says it by itself.
 */
export function withoutFlags(pattern: string): string {
  const [, source, flags] = FLAGGED.exec(pattern) ?? []
  if (source === undefined) return pattern
  if (flags !== 'u') throw new Error(`the pattern ${source} needs the flag ${flags}, which OpenAPI does not have`)
  return source
}
