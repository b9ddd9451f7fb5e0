import type { Database } from '#kb'
import { auditMigrations } from './audit/audit-log.ts'
import { endedSessionMigrations } from './auth/ended-sessions.ts'
import { invitationMigrations } from './auth/invitations.ts'
import { memberMigrations } from './auth/members.ts'
import { usedCodeMigrations } from './auth/used-codes.ts'
import { chatMigrations } from './chat/stores/chat-migrations.ts'
import { journalGuards } from './chat/stores/journal-migrations.ts'
import { searchMigrations } from './chat/stores/search-migrations.ts'
import { secretMigrations } from './secrets.ts'
import { attributeMigrations } from './visitors/attributes/kept-attributes.ts'
import { monitorMigrations } from './visitors/monitor/watched-visits.ts'
import { identityMigrations } from './visitors/identity/identity-secrets.ts'
import { pageCallMigrations } from './visitors/page-calls.ts'

/** Every table of the server, beside the library's. */
export const serverMigrations = (kind: Database['kind']) => ({
  ...chatMigrations,
  ...searchMigrations(kind),
  ...journalGuards(kind),
  ...secretMigrations,
  ...invitationMigrations,
  ...endedSessionMigrations,
  ...usedCodeMigrations,
  ...memberMigrations(kind),
  ...pageCallMigrations,
  ...identityMigrations,
  ...monitorMigrations,
  ...attributeMigrations,
  ...auditMigrations(kind),
})
