import type { Ack, VisitorToServer } from '#protocol'
import { fields } from '../../api/read.ts'

/** What a visitor may do with their conversation beside writing; each says whether it was done. */
export interface VisitorActs {
  mailInstead(mail: string): Promise<boolean>
  /** An address for the case that they leave; they go on waiting or talking. */
  keepMail(mail: string): Promise<boolean>
  rate(stars: number, comment: string): Promise<boolean>
  end(): Promise<boolean>
  /** What is being written, for the operator to see; null: nothing. */
  preview(text: string | null): Promise<boolean>
}

interface Doing {
  id(): string | undefined
  ask(event: keyof VisitorToServer, request: object): Promise<Ack<object> | null | undefined>
  /** The conversation as it is now. */
  stand(conversation: unknown): void
}

export function visitorActs({ id, ask, stand }: Doing): VisitorActs {
  const act = async (event: keyof VisitorToServer, values: object) => {
    const conversationId = id()
    const ack = conversationId ? await ask(event, { conversationId, ...values }) : null
    if (!ack?.ok) return false
    const { conversation } = fields(ack)
    if (conversation) stand(conversation)
    return true
  }
  return {
    mailInstead: (mail) => act('conversation:mail-instead', { mail }),
    keepMail: (mail) => act('conversation:mail-instead', { mail, stay: true }),
    rate: (stars, comment) => act('conversation:rate', { stars, comment: comment.trim() || null }),
    end: () => act('conversation:end', {}),
    preview: (text) => act('preview:set', { text }),
  }
}
