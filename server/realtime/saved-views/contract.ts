import type { SavedView } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { SavedViewWish } from '../../chat/moves/saved-views/save-view.ts'
import type { Answered } from '../answered.ts'

export interface SavedViews {
  /** Their own and those shared with them on this site, in the order of their making. */
  savedViews(person: DeskMember, site: string): Promise<SavedView[]>
  /** Makes one (`id` null) or changes it; what is shared, leads of its site. */
  saveView(person: DeskMember, site: string, id: string | null, wish: SavedViewWish): Promise<Answered<{ id: string }>>
}
