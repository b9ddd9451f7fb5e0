export function SitePage(_: Record<string, unknown>) { return null }
