import type { HttpBindings } from '@hono/node-server'
import type { AuditAct, AuditDetail, AuditEntry } from '../audit/audit-log.ts'
import type { Ending } from '../auth/ended-sessions.ts'
import type { SignedIn } from '../auth/people.ts'
import type { VisitorIdentity } from '../visitors/visitor-token.ts'

/** What is known of a request before its route is asked. */
export interface Env {
  /** Absent where the application is asked without a server. */
  Bindings: Partial<HttpBindings>
  Variables: {
    person: SignedIn | null
    /** Why the session of this request's cookie is over. */
    ended: Ending | null
    visitor: VisitorIdentity | null
    address: string
    audit: Audit
  }
}
/** Enters into the audit log who did what from where. */
export type Audit = (
  act: AuditAct,
  more?: { object?: string | null; detail?: AuditDetail | null; actor?: AuditEntry['actor'] },
) => Promise<void>
