-- Corner cases, found by looking for differences

-- form: type-object/prisma-enum-new-type
-- same transaction
CREATE TYPE "mood_new" AS ENUM ('sad', 'ok', 'happy', 'glad');
-- measure
ALTER TABLE "customer" ALTER COLUMN "feeling" TYPE "mood_new" USING ("feeling"::text::"mood_new");

-- form: type-object/prisma-enum-drop-old
-- setup
ALTER TABLE specimen DROP COLUMN a_mood;
-- same transaction
CREATE TYPE "mood_new" AS ENUM ('sad', 'ok', 'happy', 'glad');
ALTER TABLE "customer" ALTER COLUMN "feeling" TYPE "mood_new" USING ("feeling"::text::"mood_new");
ALTER TYPE "mood" RENAME TO "mood_old";
ALTER TYPE "mood_new" RENAME TO "mood";
-- measure
DROP TYPE "mood_old";

-- form: type-object/prisma-enum-later-drop-type-cascade
-- setup
ALTER TABLE specimen DROP COLUMN a_mood;
CREATE TYPE "mood_new" AS ENUM ('sad', 'ok', 'happy', 'glad');
ALTER TABLE "customer" ALTER COLUMN "feeling" TYPE "mood_new" USING ("feeling"::text::"mood_new");
ALTER TYPE "mood" RENAME TO "mood_old";
ALTER TYPE "mood_new" RENAME TO "mood";
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/type-renamed-drop-cascade
-- setup
ALTER TYPE mood RENAME TO humor;
-- measure
DROP TYPE humor CASCADE;

-- form: type-object/type-moved-drop
-- setup
ALTER TYPE mood SET SCHEMA archive;
-- measure
DROP TYPE archive.mood CASCADE;

-- form: type-object/schema-renamed-type-drop
-- setup
CREATE TYPE archive.col AS ENUM ('a');
ALTER TABLE scratch ADD COLUMN c archive.col;
ALTER SCHEMA archive RENAME TO attic;
-- measure
DROP TYPE attic.col CASCADE;
