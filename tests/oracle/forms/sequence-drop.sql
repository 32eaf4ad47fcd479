-- form: sequence/drop-quoted-that-a-default-uses-cascade
-- setup
CREATE SEQUENCE "My Seq";
ALTER TABLE scratch ALTER n SET DEFAULT nextval('"My Seq"');
-- measure
DROP SEQUENCE "My Seq" CASCADE;

-- form: sequence/drop-that-a-default-in-capitals-uses-cascade
-- setup
ALTER TABLE scratch ALTER n SET DEFAULT nextval('Ticket_Seq');
-- measure
DROP SEQUENCE ticket_seq CASCADE;
