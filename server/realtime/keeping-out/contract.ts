import type { Page } from '#shared'
import type { BlockKind, BlockScope, Mark } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { BlockRow } from '../../chat/keeping-out.ts'
import type { Answered } from '../answered.ts'
import type { Visitor } from '../visitor.ts'

/** A block as the desk lists it. */
export interface Block extends Omit<BlockRow, 'site' | 'byId' | 'byName'> {
  kinds: BlockKind[]
  /** ISO 3166-1, of a block that concerns one. */
  country: string | null
  by: { id: string; name: string }
  /** It keeps somebody out now. */
  active: boolean
}
/** By what this visitor could be known, and how many others that would keep out as well. */
export interface BlockPreview {
  kinds: { kind: BlockKind; others: number }[]
  /** ISO 3166-1, of the clock this conversation began by; null: it names none. */
  country: string | null
  /** Of the visitor's conversations: how many stand marked. */
  marks: Record<Mark, number>
}

type Nothing = Record<never, never>

export interface KeepingOut {
  /** Whether this visitor, or whoever comes from this network (see `networkOf`), is kept out of everything but reading. */
  isKeptOut(site: string, visitor: Visitor | null, network: string): Promise<boolean>
  /** Newest first; `active`: only those that hold now. */
  blocks(site: string, filter: { active: boolean; page: number; perPage: number }): Promise<Page<Block>>
  /** null: no conversation this person may read. */
  blockPreview(person: DeskMember, conversationId: string): Promise<BlockPreview | null>
  block(
    person: DeskMember,
    conversationId: string,
    wish: { by: readonly BlockKind[]; scope: BlockScope; reason: string; until: string | null; close: boolean },
  ): Promise<Answered<{ id: string }>>
  liftBlock(person: DeskMember, site: string, id: string): Promise<Answered<Nothing>>
  /** A conversation that was held: `true` lets it through, `false` puts it aside. */
  judgeHeld(person: DeskMember, conversationId: string, passes: boolean): Promise<Answered<Nothing>>
  markConversation(person: DeskMember, conversationId: string, mark: Mark | null): Promise<Answered<Nothing>>
}
