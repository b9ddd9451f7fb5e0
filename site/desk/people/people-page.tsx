export function PeoplePage(_: Record<string, unknown>) { return null }
