-- Nobody alters the audit log through the product, not even by a mistake of ours. What may change is the outcome of an
-- entry that was written before the deed; what may go is what retention removes, in a transaction that says so.
CREATE FUNCTION audit_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome = 'requested' AND NEW.outcome <> 'requested'
    AND (NEW.id, NEW.at, NEW.actor_kind, NEW.actor_name, NEW.action)
      = (OLD.id, OLD.at, OLD.actor_kind, OLD.actor_name, OLD.action)
    AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id
    AND NEW.role IS NOT DISTINCT FROM OLD.role
    AND NEW.address IS NOT DISTINCT FROM OLD.address
    AND NEW.session_id IS NOT DISTINCT FROM coalesce(OLD.session_id, NEW.session_id)
    AND NEW.target IS NOT DISTINCT FROM OLD.target
    AND NEW.reason IS NOT DISTINCT FROM OLD.reason
    AND NEW.before IS NOT DISTINCT FROM OLD.before
    AND NEW.request_id IS NOT DISTINCT FROM OLD.request_id
  THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND current_setting('keepwatch.retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log only grows';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_entry_only_grows();
--> statement-breakpoint
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_only_grows();
