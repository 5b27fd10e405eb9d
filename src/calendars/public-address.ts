import { lookup as lookupInDns } from 'node:dns'
import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { BlockList, isIP } from 'node:net'

/** Whom a feed may be read from: anybody on the public internet, and the networks named here (`10.20.0.0/16`). */
export type Reach = { may(address: string): boolean; isNamed(address: string): boolean }

/**
 * Addresses that are fit to be asked for something that a person typed. Everything that belongs to this machine, its network or no
 * one is left out (RFC 6890), so that nobody reads an internal server through Cuecard. `alsoAllowed` are networks in CIDR form that an
 * operator vouches for. Throws a RangeError when one of them is none.
 */
export function reach(alsoAllowed: readonly string[] = []): Reach {
  const named = blockList(alsoAllowed)
  const isNamed = (address: string) => named.check(address, familyOf(address))
  return { isNamed, may: (address) => isNamed(address) || isPublic(address) }
}

/** What a lookup answers with when a name leads to an address that may not be asked. */
export const privateAddressCode = 'EPRIVATE'

/**
 * A DNS lookup for `http.request` that only gives addresses which `may` be asked: the address that is checked is the one that is used,
 * so a name cannot change its mind in between. A name with one bad address is bad.
 */
export function guardedLookup(may: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookupInDns(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error) callback(error, '', 4)
      else if (first === undefined || !addresses.every(({ address }) => may(address))) callback(privateAddressError(), '', 4)
      else if (options.all) callback(null, addresses satisfies LookupAddress[])
      else callback(null, first.address, first.family)
    })
  }
}

function privateAddressError(): NodeJS.ErrnoException {
  return Object.assign(new Error('the name leads to an address that may not be asked'), { code: privateAddressCode })
}

function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false
  if (familyOf(address) === 'ipv6' && !globalUnicast.check(address, 'ipv6')) return false
  return !special.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/')
    if (isIP(address) === 0 || !/^\d+$/.test(prefix)) throw new RangeError(`"${network}" is no network; write it like 10.20.0.0/16`)
    list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return list
}

const globalUnicast = blockList(['2000::/3'])

/** IANA's special-purpose registries (RFC 6890 and its updates); what IPv6 can wrap around an IPv4 address is in it too. */
const special = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
])
