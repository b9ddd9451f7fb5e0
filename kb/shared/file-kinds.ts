/** What a site may take as files, in the order it is shown. What a file is, is told by its bytes and never by its name. */
export const FILE_KINDS = ['image', 'pdf', 'text', 'office', 'video'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** How much of what a site takes; MB are 1 000 000 bytes. */
export interface FileRules {
  /** Empty: no files at all. */
  kinds: FileKind[]
  /** One file. */
  fileMb: number
  /** All files of one conversation, of both sides. */
  conversationMb: number
  /** What one visitor may send within 24 hours; people at the desk are not counted. */
  dayMb: number
}

export const USUAL_FILES: FileRules = { kinds: [...FILE_KINDS], fileMb: 25, conversationMb: 200, dayMb: 100 }
/** The most a site may set for one file. */
export const LARGEST_FILE_MB = 100
export const BYTES_PER_MB = 1_000_000

/** Of each kind, what a picker is told (`accept`): types first, endings for systems that know no types. */
const ACCEPTED: Record<FileKind, string> = {
  image: 'image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,image/avif,image/tiff,.heic,.heif',
  pdf: 'application/pdf,.pdf',
  text: 'text/plain,text/csv,.txt,.csv,.log,.md',
  office: '.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.rtf',
  video: 'video/mp4,video/webm,video/quicktime,.mp4,.webm,.mov',
}

/** For the `accept` of a file field. A hint to the picker only: the server decides by content. */
export const acceptOf = (kinds: readonly FileKind[]): string => kinds.map((kind) => ACCEPTED[kind]).join(',')
