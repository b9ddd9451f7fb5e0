const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const pattern = (path: string) => path.split('*').map(literal).join('.*')

/** Source of an expression that fits these paths, with or without a slash at the end; a `*` stands for anything. Of no path it fits nothing. */
export const pathsPattern = (paths: readonly string[]): string =>
  paths.length === 0 ? '(?!)' : `^(${paths.map(pattern).join('|')})/?$`
