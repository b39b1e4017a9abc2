/** What an admin of a Synapse runs, so that answers grow smoothly: no limit for this one account. The token is the admin's own. */
export function rateLimitCommand(base: string, user: string): string {
  const url = `${base}/_synapse/admin/v1/users/${encodeURIComponent(user)}/override_ratelimit`;
  return `curl -X POST -H "Authorization: Bearer $ADMIN_TOKEN" -d '{"messages_per_second":0,"burst_count":0}' "${url}"`;
}
