export function LibraryPage(_: Record<string, unknown>) { return null }
