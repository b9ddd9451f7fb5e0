export function ReviewPage(_: Record<string, unknown>) { return null }
