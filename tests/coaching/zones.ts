/** Sixty zones that between them hold most of what clocks do: half hours, gaps at midnight, two changes in Ramadan, a day left out. */
export const zones = [
  'Africa/Cairo', 'Africa/Casablanca', 'Africa/El_Aaiun', 'Africa/Johannesburg', 'Africa/Lagos', 'Africa/Nairobi', 'Africa/Tripoli',
  'America/Anchorage', 'America/Asuncion', 'America/Bogota', 'America/Caracas', 'America/Chicago', 'America/Denver', 'America/Edmonton',
  'America/Godthab', 'America/Havana', 'America/Los_Angeles', 'America/Mexico_City', 'America/New_York', 'America/Phoenix',
  'America/Santiago', 'America/Sao_Paulo', 'America/Scoresbysund', 'America/St_Johns', 'America/Vancouver', 'Antarctica/Troll',
  'Asia/Amman', 'Asia/Beirut', 'Asia/Dhaka', 'Asia/Dubai', 'Asia/Gaza', 'Asia/Hong_Kong', 'Asia/Jerusalem', 'Asia/Kathmandu',
  'Asia/Kolkata', 'Asia/Pyongyang', 'Asia/Seoul', 'Asia/Singapore', 'Asia/Tehran', 'Asia/Tokyo', 'Asia/Yangon', 'Atlantic/Azores',
  'Australia/Adelaide', 'Australia/Brisbane', 'Australia/Eucla', 'Australia/Lord_Howe', 'Australia/Sydney', 'Europe/Berlin',
  'Europe/Dublin', 'Europe/Istanbul', 'Europe/Kiev', 'Europe/Lisbon', 'Europe/London', 'Europe/Moscow', 'Pacific/Apia',
  'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Fiji', 'Pacific/Kiritimati', 'Pacific/Norfolk', 'UTC',
] as const
