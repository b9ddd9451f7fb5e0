import type { Library } from '#kb'

/** The demo shop may embed the widget without standing in the owner's list of origins. */
export const allowingOrigins = (library: Library, origins: string[]) => ({
  ...library,
  find: {
    ...library.find,
    site: async (id: string) => {
      const site = await library.find.site(id)
      return site && { ...site, origins: [...site.origins, ...origins] }
    },
  },
})
