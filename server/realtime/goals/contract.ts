import type { EnterGoal } from '../../chat/moves/goals/enter-goal.ts'

/** How often it was reached, and how often after what. */
export interface GoalFigures {
  name: string
  total: number
  afterTalk: number
  afterAnswer: number
  afterInvitation: number
}
export interface Goals {
  enterGoal(goal: EnterGoal): Promise<void>
  /** Of the last so many days, the commonest first. */
  goals(site: string, days: number): Promise<GoalFigures[]>
}
