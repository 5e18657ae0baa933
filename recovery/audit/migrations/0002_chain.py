"""The chain: the database itself numbers and hashes each audit event, with its owner's rights."""

from django.db import migrations

CHAINS = 64

FORWARD = f"""
CREATE FUNCTION audit_hash(e audit_auditevent) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        e.chain, e.position, e.previous_hash, e.id, e.actor_id, e.actor_role, e.action, e.resource, e.resource_id,
        e.patient_id, e.detail, e.request_id, extract(epoch FROM e.at), extract(epoch FROM e.created_at)
    )::text, 'UTF8')), 'hex')
$$;

-- Runs as the owner: the application's role may add events, but cannot touch the heads of the chains.
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head audit_auditchain%ROWTYPE;
BEGIN
    SELECT * INTO STRICT head FROM audit_auditchain WHERE chain = NEW.chain FOR UPDATE;
    NEW.position := head.position + 1;
    NEW.previous_hash := head.hash;
    NEW.hash := audit_hash(NEW);
    UPDATE audit_auditchain SET position = NEW.position, hash = NEW.hash WHERE chain = NEW.chain;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_link BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_link();

INSERT INTO audit_auditchain (chain, position, hash) SELECT n, 0, '' FROM generate_series(0, {CHAINS - 1}) n;
"""

BACKWARD = """
DROP TRIGGER audit_link ON audit_auditevent;
DROP FUNCTION audit_link();
DROP FUNCTION audit_hash(audit_auditevent);
DELETE FROM audit_auditchain;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
