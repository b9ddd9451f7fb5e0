export function GrowthPage(_: Record<string, unknown>) { return null }
