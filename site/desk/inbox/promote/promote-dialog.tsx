export function PromoteDialog(_: Record<string, unknown>) { return null }
