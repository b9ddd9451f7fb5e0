/** A list of names as a column holds it: JSON, or nothing. */
export const listIn = (json: string | null | undefined): string[] => (json ? JSON.parse(json) : [])
