import zonesOfCountries from './country-zones.json' with { type: 'json' }

/**
 * The country (ISO 3166 code) in which a time zone is usually kept; undefined for a zone of no country, such as `UTC`.
 * From the IANA database's zone.tab and its older names.
 */
export function countryOfZone(zone: string): string | undefined {
  return countries.get(zone)
}

/** A country's name in a reader's language; the code itself when there is none. */
export function countryName(code: string, locale = 'en-GB'): string {
  return new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(code) ?? code
}

export function isCountry(code: string): boolean {
  return Object.hasOwn(zonesOfCountries, code)
}

/**
 * The IANA zone that somebody means: its name in any case ("europe/berlin"), or the city in it ("Berlin", "new york") where only one
 * zone has that city. Undefined when it is none.
 */
export function zoneCalled(written: string): string | undefined {
  const wanted = keyOf(written)
  return byName.get(wanted) ?? byCity.get(wanted)
}

const allZones = ['UTC', ...Object.values(zonesOfCountries).flat()]
const countries = new Map(Object.entries(zonesOfCountries).flatMap(([code, zones]) => zones.map((zone) => [zone, code] as const)))
const byName = new Map(allZones.map((zone) => [keyOf(zone), zone]))
const byCity = new Map(
  [...Map.groupBy(allZones, (zone) => keyOf(zone.slice(zone.lastIndexOf('/') + 1)))].flatMap(([city, [zone, ...others]]) =>
    zone !== undefined && others.length === 0 ? [[city, zone] as const] : [],
  ),
)

function keyOf(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
}
