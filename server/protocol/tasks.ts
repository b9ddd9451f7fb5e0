/** Something to be done about a conversation by a time. */
export interface Task {
  id: string
  site: string
  text: string
  dueAt: string
  assignee: { id: string; name: string }
  by: { id: string; name: string }
  /** null: it is still to be done. */
  doneAt: string | null
  /** null: not theirs to read any more. */
  conversation: { id: string; question: string; state: string } | null
}

export const MOST_TASKS_OF_ONE = 20
export const TASK_LETTERS = 200
