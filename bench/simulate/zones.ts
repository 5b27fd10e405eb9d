/** Zones of every kind: both hemispheres, offsets of half and quarter hours, clocks that change at midnight, zones that left out a date or change their rules. */
export const zones: readonly { zone: string; country: string }[] = [
  ['Europe/Berlin', 'DE'], ['Pacific/Apia', 'WS'], ['Australia/Lord_Howe', 'AU'], ['Asia/Kathmandu', 'NP'], ['America/New_York', 'US'], ['Pacific/Chatham', 'NZ'],
  ['Africa/Casablanca', 'MA'], ['Africa/Cairo', 'EG'], ['America/Santiago', 'CL'], ['Asia/Kolkata', 'IN'], ['Europe/London', 'GB'], ['Asia/Tehran', 'IR'],
  ['America/St_Johns', 'CA'], ['Pacific/Kiritimati', 'KI'], ['Pacific/Fakaofo', 'TK'], ['Asia/Gaza', 'PS'], ['Asia/Beirut', 'LB'], ['America/Asuncion', 'PY'],
  ['Europe/Dublin', 'IE'], ['Australia/Adelaide', 'AU'], ['Australia/Eucla', 'AU'], ['Asia/Kabul', 'AF'], ['Asia/Yangon', 'MM'], ['Asia/Colombo', 'LK'],
  ['Asia/Tokyo', 'JP'], ['Asia/Jerusalem', 'IL'], ['Europe/Moscow', 'RU'], ['Europe/Istanbul', 'TR'], ['America/Sao_Paulo', 'BR'], ['America/Havana', 'CU'],
  ['America/Nuuk', 'GL'], ['Atlantic/Azores', 'PT'], ['Europe/Lisbon', 'PT'], ['America/Los_Angeles', 'US'], ['America/Denver', 'US'], ['America/Phoenix', 'US'],
  ['America/Chicago', 'US'], ['America/Halifax', 'CA'], ['America/Mexico_City', 'MX'], ['America/Bogota', 'CO'], ['America/Caracas', 'VE'], ['America/Lima', 'PE'],
  ['America/Argentina/Buenos_Aires', 'AR'], ['America/Montevideo', 'UY'], ['Africa/Johannesburg', 'ZA'], ['Africa/Lagos', 'NG'], ['Africa/Nairobi', 'KE'], ['Africa/Juba', 'SS'],
  ['Africa/Windhoek', 'NA'], ['Africa/Sao_Tome', 'ST'], ['Europe/Paris', 'FR'], ['Europe/Madrid', 'ES'], ['Europe/Athens', 'GR'], ['Europe/Helsinki', 'FI'],
  ['Europe/Chisinau', 'MD'], ['Europe/Volgograd', 'RU'], ['Asia/Almaty', 'KZ'], ['Asia/Amman', 'JO'], ['Asia/Riyadh', 'SA'], ['Asia/Dubai', 'AE'],
  ['Asia/Dhaka', 'BD'], ['Asia/Shanghai', 'CN'], ['Asia/Singapore', 'SG'], ['Asia/Pyongyang', 'KP'], ['Australia/Sydney', 'AU'], ['Australia/Brisbane', 'AU'],
  ['Pacific/Auckland', 'NZ'], ['Pacific/Norfolk', 'NF'], ['Pacific/Easter', 'CL'], ['Pacific/Marquesas', 'PF'], ['Pacific/Honolulu', 'US'], ['Antarctica/Troll', 'AQ'],
].map(([zone = '', country = '']) => ({ zone, country }))
