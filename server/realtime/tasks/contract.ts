import type { Page } from '#shared'
import type { Task } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import type { NewTask, TaskWish } from '../../chat/moves/tasks/tasks.ts'
import type { Answered } from '../answered.ts'

export interface TaskQuery {
  /** `mine`: given to whoever asks; `all`: of the site for its leads, for others what they gave too. Of one conversation: all of it. */
  whose: 'mine' | 'all'
  conversationId?: string | undefined
  page: number
  perPage: number
}

export interface Tasks {
  /** What is still to be done, the nearest first. */
  tasks(person: DeskMember, site: string, query: TaskQuery): Promise<Page<Task>>
  addTask(person: DeskMember, task: Omit<NewTask, 'by'>): Promise<Answered<{ id: string }>>
  changeTask(person: DeskMember, id: string, wish: TaskWish): Promise<Answered<object>>
}
