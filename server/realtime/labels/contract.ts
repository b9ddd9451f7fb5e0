import type { Label } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { LabelWish } from '../../chat/moves/labels/labels.ts'
import type { Answered } from '../answered.ts'

/** How many conversations have a label. */
export interface LabelCount {
  id: string
  /** Not solved. */
  open: number
  /** That got it within the last thirty days, and have it still. */
  lately: number
}

export interface Labels {
  /** Of every site somebody is a member of, by name. */
  labels(person: DeskMember): Promise<Label[]>
  labelCounts(site: string): Promise<LabelCount[]>
  /** Makes one (`id` null) or changes it; leads of its site. */
  saveLabel(person: DeskMember, site: string, id: string | null, wish: LabelWish): Promise<Answered<{ id: string }>>
  setLabels(
    person: DeskMember,
    conversationId: string,
    wish: { add: readonly string[]; remove: readonly string[] },
  ): Promise<Answered<{ labels: string[] }>>
}
