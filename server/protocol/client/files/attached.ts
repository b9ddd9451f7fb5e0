import type { MessageFile } from '#protocol'

/** A file that is to go with a message: in a draft, or with a message on its way. */
export interface Attached {
  /** Made here and kept through every attempt, so that a file sent again is the same file (rule 1 of files). */
  id: string
  /** The draft or the message (`clientMessageId`) it belongs to. */
  place: string
  name: string
  type: string
  /** Bytes. */
  size: number
  /** `stopped` goes on by itself when it can; `lost` did not survive a reload and `refused` will never be taken. */
  state: 'uploading' | 'stopped' | 'up' | 'refused' | 'lost'
  /** Bytes that have left. */
  sent: number
  /** Why it is refused. */
  code: string | null
  /** The same in the server's words. */
  said: string | null
  /** Whether it survives a reload. */
  kept: boolean
  /** What the server has made of it, once it is there. */
  made: MessageFile | null
}

/** Whether a message can take it along, now or once it is up. */
export const canGo = ({ state }: Attached): boolean => state !== 'refused' && state !== 'lost'
