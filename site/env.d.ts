/// <reference types="astro/client" />

/** What the server hands to every page. */
declare namespace App {
  interface Locals {
    library: import('#kb').Library
    siteId: string
    /** What the paths of this site begin with, where it stands under a path of the installation: `/shop-b`. Links of pages are written without it. */
    base?: string
    /** Origin of absolute links, from the configuration and never from a request; no slash at the end. */
    publicUrl: string
    /** Whom questions are sent to, to be found by meaning; undefined: they stay on this machine. */
    meaningHost?: string | undefined
    /** The reader as visits know them: a keyed digest of the network, never the address. */
    strangerKey: string
    /** Counts this search against the limits of the reader's address; false: too many in a short time. */
    maySearch?(): Promise<boolean>
    /** Writes a fault to the server's log: the page shows none of it. */
    failed?(error: unknown): void
    availability(site: string, locale: import('#protocol').Locale): Promise<import('#protocol').Availability>
    /** Who answers at the site and has said who they are. */
    team(site: string, locale: import('#protocol').Locale): Promise<import('#protocol').Face[]>
    person: { id: string; name: string; mail: string; role: 'operator' | 'lead' | 'admin'; site: string } | null
  }
}
