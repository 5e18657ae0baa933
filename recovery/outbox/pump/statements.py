"""The pump's statements.  Each is one statement and so one transaction; the clock is the database's alone.

Source of the design: docs/decisions/0003-reminders.md.
"""

# An address is opted out when the newest word about it is STOP.
_OPTED_OUT = """
    COALESCE((SELECT NOT s.opted_in FROM outbox_optout s
               WHERE s.address_digest = %(digest)s AND s.channel = o.channel
               ORDER BY s.at DESC, s.id DESC LIMIT 1), false)"""

_CONTACT_STANDS = """
    EXISTS (SELECT 1 FROM patients_contactpoint p
             WHERE p.id = o.contact_id AND p.address = %(address)s AND p.active
               AND p.consent_at IS NOT NULL AND p.consent_withdrawn_at IS NULL)"""

_WITHIN_HOURS = """
    EXISTS (SELECT 1 FROM patients_contactpoint p
             WHERE p.id = o.contact_id
               AND (clock_timestamp() AT TIME ZONE %(zone)s)::time >= p.allowed_from
               AND (clock_timestamp() AT TIME ZONE %(zone)s)::time < p.allowed_until)"""

_OCCURRENCE_STANDS = """
    EXISTS (SELECT 1 FROM outbox_occurrence c WHERE c.id = o.occurrence_id AND c.status = 'planned')"""

# An alert to staff has no contact point and no opt-out; the one answer to STOP goes out after it, at any hour.
_REASON_STANDS = f"""
    {_OCCURRENCE_STANDS}
    AND (o.contact_id IS NULL
         OR ({_CONTACT_STANDS} AND (%(answers_stop)s OR NOT {_OPTED_OUT})))"""

_MAY_GO_NOW = f"(o.contact_id IS NULL OR %(answers_stop)s OR {_WITHIN_HOURS})"

_PAUSED = """
    EXISTS (SELECT 1 FROM outbox_providerstate b
             WHERE b.provider = %(provider)s AND b.paused_until > clock_timestamp())"""

# T1
CLAIM = """
WITH carriers AS (
    SELECT * FROM unnest(%(channels)s::text[], %(providers)s::text[]) AS t(channel, provider)
), due AS (
    SELECT m.id FROM outbox_outboundmessage m
     WHERE m.state = 'pending' AND m.not_before <= clock_timestamp() AND m.expires_at > clock_timestamp()
       AND m.channel IN (
           SELECT channel FROM carriers LEFT JOIN outbox_providerstate b USING (provider)
            WHERE b.paused_until IS NULL OR b.paused_until <= clock_timestamp())
     ORDER BY m.priority, m.not_before, m.id
     FOR UPDATE SKIP LOCKED LIMIT %(batch)s
)
UPDATE outbox_outboundmessage o
   SET state = 'claimed', lease_token = %(token)s, updated_at = clock_timestamp(),
       lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
  FROM due WHERE o.id = due.id
RETURNING o.id"""

# T2: every reason to hold back is asked again here, for anything may have happened since the claim.
INTENT = f"""
WITH intent AS (
    UPDATE outbox_outboundmessage o
       SET state = 'sending', attempts = o.attempts + 1, provider = %(provider)s, updated_at = clock_timestamp(),
           first_attempt_at = COALESCE(o.first_attempt_at, clock_timestamp())
     WHERE o.id = %(message)s AND o.lease_token = %(token)s AND o.state = 'claimed'
       AND o.lease_until > clock_timestamp() + make_interval(secs => %(guard)s)
       AND o.expires_at > clock_timestamp()
       AND NOT {_PAUSED}
       AND {_REASON_STANDS}
       AND {_MAY_GO_NOW}
    RETURNING o.id, o.attempts
)
INSERT INTO outbox_deliveryattempt
       (id, message_id, lease_token, number, started_at, outcome, provider_code, provider_message_id)
SELECT %(attempt)s, id, %(token)s, attempts, clock_timestamp(), '', '', '' FROM intent
RETURNING number"""

# What T2 turned down: held back for good, too late, or back among the waiting.  It is provably unsent.
SET_ASIDE = f"""
UPDATE outbox_outboundmessage o
   SET state = CASE WHEN NOT ({_REASON_STANDS}) THEN 'suppressed'
                    WHEN o.expires_at <= GREATEST(clock_timestamp(), %(next_allowed)s) THEN 'expired'
                    ELSE 'pending' END,
       not_before = GREATEST(o.not_before, %(next_allowed)s),
       last_code = CASE WHEN NOT {_OCCURRENCE_STANDS} THEN 'cancelled'
                        WHEN NOT ({_REASON_STANDS}) THEN 'no_consent'
                        WHEN o.expires_at <= GREATEST(clock_timestamp(), %(next_allowed)s) THEN 'too_late'
                        ELSE o.last_code END,
       lease_token = NULL, lease_until = NULL, updated_at = clock_timestamp()
 WHERE o.id = %(message)s AND o.lease_token = %(token)s AND o.state = 'claimed'
RETURNING o.state"""

# T3: the attempt is ended in any case; the message only while the lease is still ours.
OUTCOME = """
WITH ended AS (
    UPDATE outbox_deliveryattempt
       SET ended_at = clock_timestamp(), outcome = %(result)s, http_status = %(http_status)s,
           provider_code = %(code)s, provider_message_id = %(provider_message_id)s
     WHERE id = %(attempt)s AND ended_at IS NULL
)
UPDATE outbox_outboundmessage o
   SET state = CASE %(result)s
           WHEN 'accepted' THEN 'sent'
           WHEN 'refused' THEN 'dead'
           WHEN 'opted_out' THEN 'suppressed'
           WHEN 'retry' THEN
               CASE WHEN o.attempts >= %(most)s THEN 'dead'
                    WHEN o.expires_at <= clock_timestamp() + make_interval(secs => %(delay)s) THEN 'expired'
                    ELSE 'pending' END
           ELSE
               CASE WHEN o.attempts < %(most)s
                     AND o.expires_at > clock_timestamp() + make_interval(secs => %(delay)s)
                     AND o.first_attempt_at + make_interval(secs => %(ttl)s)
                         > clock_timestamp() + make_interval(secs => %(delay)s + %(lease)s)
                    THEN 'pending' ELSE 'uncertain' END
       END,
       not_before = CASE WHEN %(result)s IN ('retry', 'unknown')
                         THEN clock_timestamp() + make_interval(secs => %(delay)s) ELSE o.not_before END,
       provider_message_id = COALESCE(NULLIF(%(provider_message_id)s, ''), o.provider_message_id),
       last_code = %(code)s, lease_token = NULL, lease_until = NULL, updated_at = clock_timestamp()
 WHERE o.id = %(message)s AND o.lease_token = %(token)s AND o.state = 'sending'
RETURNING o.state"""

# The reaper: what a pump that died left behind.
REAP_CLAIMED = """
WITH left_behind AS (
    SELECT id FROM outbox_outboundmessage
     WHERE state = 'claimed' AND lease_until < clock_timestamp() FOR UPDATE SKIP LOCKED
)
UPDATE outbox_outboundmessage o
   SET state = 'pending', lease_token = NULL, lease_until = NULL, updated_at = clock_timestamp()
  FROM left_behind l WHERE o.id = l.id"""

REAP_SENDING = """
WITH left_behind AS (
    SELECT m.id, COALESCE(t.ttl, 0) AS ttl FROM outbox_outboundmessage m
      LEFT JOIN unnest(%(providers)s::text[], %(ttls)s::float8[]) AS t(provider, ttl) USING (provider)
     WHERE m.state = 'sending' AND m.lease_until < clock_timestamp() FOR UPDATE OF m SKIP LOCKED
)
UPDATE outbox_outboundmessage o
   SET state = CASE WHEN o.attempts < %(most)s AND o.expires_at > clock_timestamp()
                     AND o.first_attempt_at + make_interval(secs => l.ttl)
                         > clock_timestamp() + make_interval(secs => %(lease)s)
                    THEN 'pending' ELSE 'uncertain' END,
       last_code = 'lease_expired', lease_token = NULL, lease_until = NULL, updated_at = clock_timestamp()
  FROM left_behind l WHERE o.id = l.id"""

REAP_EXPIRED = """
WITH late AS (
    SELECT id FROM outbox_outboundmessage
     WHERE state = 'pending' AND expires_at <= clock_timestamp() FOR UPDATE SKIP LOCKED
)
UPDATE outbox_outboundmessage o SET state = 'expired', last_code = 'too_late', updated_at = clock_timestamp()
  FROM late l WHERE o.id = l.id"""

# Uncertain for long enough: by the policy of its purpose it is sent again, or a person looks.
REAP_UNCERTAIN = """
WITH old AS (
    SELECT m.id, c.purpose = ANY(%(resent)s) AND m.attempts < %(most)s AND m.expires_at > clock_timestamp() AS again
      FROM outbox_outboundmessage m JOIN outbox_occurrence c ON c.id = m.occurrence_id
     WHERE m.state = 'uncertain' AND m.updated_at < clock_timestamp() - make_interval(secs => %(wait)s)
       FOR UPDATE OF m SKIP LOCKED
)
UPDATE outbox_outboundmessage o
   SET state = CASE WHEN old.again THEN 'pending' ELSE 'needs_review' END, updated_at = clock_timestamp()
  FROM old WHERE o.id = old.id"""

HEARTBEAT = """
INSERT INTO outbox_pumpheartbeat (name, at) VALUES (%(name)s, clock_timestamp())
ON CONFLICT (name) DO UPDATE SET at = EXCLUDED.at"""

SUCCEEDED = """
UPDATE outbox_providerstate SET consecutive_failures = 0, paused_until = NULL
 WHERE provider = %(provider)s AND (consecutive_failures > 0 OR paused_until IS NOT NULL)"""

FAILED = """
INSERT INTO outbox_providerstate AS b (provider, consecutive_failures) VALUES (%(provider)s, 1)
ON CONFLICT (provider) DO UPDATE
   SET consecutive_failures = LEAST(b.consecutive_failures + 1, 30000),
       paused_until = CASE WHEN b.consecutive_failures + 1 >= %(failures)s
                           THEN clock_timestamp() + make_interval(secs => %(pause)s) ELSE b.paused_until END"""
