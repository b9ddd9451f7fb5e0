/** A node of the tree `parseSync` gives, as far as the guard looks at it. */
export interface Node {
  type: string
  start: number
  [part: string]: unknown
}

/** Visits every node in the order of the text, declarations before what uses them. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const part of Object.values(node))
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) walk(child, visit)
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

export const part = (node: Node, name: string): Node | null => (isNode(node[name]) ? (node[name] as Node) : null)
export const parts = (node: Node, name: string): Node[] => ((node[name] ?? []) as unknown[]).filter(isNode)

/** The name of an identifier; null of anything else. */
export const nameOf = (node: Node | null): string | null => (node?.type === 'Identifier' ? String(node['name']) : null)

/** What a string says, with `*` for each filled-in part of a template or a sum; null where nothing of it can be read. */
export function textOf(node: Node | null): string | null {
  if (node?.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null
  if (node?.type === 'TemplateLiteral') {
    const text = parts(node, 'quasis')
      .map((quasi) => (quasi['value'] as { cooked: string }).cooked)
      .join('*')
    return text.startsWith('*') ? null : text
  }
  if (node?.type === 'BinaryExpression') {
    const begins = textOf(part(node, 'left'))
    return begins === null ? null : `${begins}${textOf(part(node, 'right')) ?? '*'}`
  }
  return null
}

/** The property a member expression names, by a dot or by a string in brackets. */
export function propertyOf(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null
  const property = part(node, 'property')
  return node['computed'] ? textOf(property) : nameOf(property)
}

/** Is this the global of that name, itself or by way of `globalThis`? */
export const isGlobal = (node: Node | null, names: ReadonlySet<string>): boolean =>
  node !== null &&
  (names.has(nameOf(node) ?? '') ||
    (/^(globalThis|global|window|self)$/.test(nameOf(part(node, 'object')) ?? '') && names.has(propertyOf(node) ?? '')))

/** The names a pattern takes from an object, with what they are called here: `{ env: e }` → `[['env', 'e']]`. */
export const namesTaken = (pattern: Node | null): [taken: string, local: string][] =>
  pattern?.type !== 'ObjectPattern'
    ? []
    : parts(pattern, 'properties').flatMap((property) => {
        const key = part(property, 'key')
        const taken = nameOf(key) ?? textOf(key)
        const value = part(property, 'value')
        const local = nameOf(value) ?? nameOf(value && part(value, 'left'))
        return taken ? [[taken, local ?? taken] as [string, string]] : []
      })

export const isImportMeta = (node: Node | null): boolean => node?.type === 'MetaProperty'
