/** A fault in words for the log: whatever was thrown. */
export const faultText = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault))
