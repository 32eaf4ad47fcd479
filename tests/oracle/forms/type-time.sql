-- ALTER TABLE ALTER COLUMN TYPE: dates and times, with the session's time zone

-- form: type/timestamp-to-timestamptz-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-etc-utc
-- same transaction
SET LOCAL TimeZone = 'Etc/UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-gmt
-- same transaction
SET LOCAL TimeZone = 'GMT';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-zulu
-- same transaction
SET LOCAL TimeZone = 'Zulu';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-offset-zero
-- same transaction
SET LOCAL TimeZone = '+00';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-berlin
-- same transaction
SET LOCAL TimeZone = 'Europe/Berlin';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-london
-- why: without offset in winter, but not always
-- same transaction
SET LOCAL TimeZone = 'Europe/London';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-abidjan
-- why: UTC today, but it was not before 1912
-- same transaction
SET LOCAL TimeZone = 'Africa/Abidjan';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-in-etc-gmt-5
-- why: a fixed offset, but not zero
-- same transaction
SET LOCAL TimeZone = 'Etc/GMT-5';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type/timestamp-to-timestamptz-using-cast-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz USING a_timestamp::timestamptz;

-- form: type/timestamp-to-timestamptz-using-at-time-zone
-- why: the often recommended way rewrites
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz USING a_timestamp AT TIME ZONE 'UTC';

-- form: type/timestamp-to-timestamptz-using-timezone
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz USING timezone('UTC', a_timestamp);

-- form: type/timestamp-to-timestamptz-using-at-berlin
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz USING a_timestamp AT TIME ZONE 'Europe/Berlin';

-- form: type/timestamp-to-timestamptz3-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz(3);

-- form: type/timestamp-to-timestamptz6-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz(6);

-- form: type/timestamp3-to-timestamptz-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamptz;

-- form: type/timestamp3-to-timestamptz3-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamptz(3);

-- form: type/timestamp3-to-timestamptz6-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamptz(6);

-- form: type/timestamptz-to-timestamp-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamp;

-- form: type/timestamptz-to-timestamp-in-berlin
-- same transaction
SET LOCAL TimeZone = 'Europe/Berlin';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamp;

-- form: type/timestamptz-to-timestamp-using-at-time-zone
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamp USING a_timestamptz AT TIME ZONE 'UTC';

-- form: type/timestamptz3-to-timestamp-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz3 TYPE timestamp;

-- form: type/timestamptz3-to-timestamp3-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz3 TYPE timestamp(3);

-- form: type/timestamp-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamp;

-- form: type/timestamp-precision-more
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamp(6);

-- form: type/timestamp-precision-to-default
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamp;

-- form: type/timestamp-precision-six-explicit
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamp(6);

-- form: type/timestamp-precision-less
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamp(0);

-- form: type/timestamp-precision-three-to-zero
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamp(0);

-- form: type/timestamptz-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamptz;

-- form: type/timestamptz-precision-more
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz3 TYPE timestamptz(6);

-- form: type/timestamptz-precision-to-default
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz3 TYPE timestamptz;

-- form: type/timestamptz-precision-less
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamptz(3);

-- form: type/timestamptz-long-name
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamp with time zone;

-- form: type/timestamp-to-date
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE date;

-- form: type/timestamp-to-date-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE date USING a_timestamp::date;

-- form: type/timestamp-to-time
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE time;

-- form: type/timestamp-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE text;

-- form: type/timestamp-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE bigint USING extract(epoch FROM a_timestamp)::bigint;

-- form: type/timestamp-to-bigint-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE bigint;

-- form: type/timestamptz-to-date-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE date;

-- form: type/timestamptz-to-time
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE time;

-- form: type/timestamptz-to-timetz
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timetz;

-- form: type/timestamptz-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE varchar(40);

-- form: type/date-to-timestamp
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE timestamp;

-- form: type/date-to-timestamptz-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE timestamptz;

-- form: type/date-to-timestamptz-in-berlin
-- same transaction
SET LOCAL TimeZone = 'Europe/Berlin';
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE timestamptz;

-- form: type/date-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE text;

-- form: type/date-to-int-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE int;

-- form: type/date-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE int USING a_date - date '2000-01-01';

-- form: type/date-to-range
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE daterange USING daterange(a_date, NULL);

-- form: type/date-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE date;

-- form: type/time-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_time TYPE time;

-- form: type/time-to-time3
-- measure
ALTER TABLE specimen ALTER COLUMN a_time TYPE time(3);

-- form: type/time3-to-time
-- measure
ALTER TABLE specimen ALTER COLUMN a_time3 TYPE time;

-- form: type/time3-to-time6
-- measure
ALTER TABLE specimen ALTER COLUMN a_time3 TYPE time(6);

-- form: type/time-to-timetz-in-utc
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_time TYPE timetz;

-- form: type/time-to-interval
-- measure
ALTER TABLE specimen ALTER COLUMN a_time TYPE interval;

-- form: type/timetz-to-time
-- measure
ALTER TABLE specimen ALTER COLUMN a_timetz TYPE time;

-- form: type/time-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_time TYPE text;

-- form: type/interval-same
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE interval;

-- form: type/interval-to-interval3
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE interval(3);

-- form: type/interval3-to-interval
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval3 TYPE interval;

-- form: type/interval3-to-interval6
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval3 TYPE interval(6);

-- form: type/interval-to-days
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE interval day;

-- form: type/interval-days-to-unrestricted
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval_days TYPE interval;

-- form: type/interval-days-to-seconds
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval_days TYPE interval day to second;

-- form: type/interval-days-to-years
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval_days TYPE interval year to month;

-- form: type/interval-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE text;

-- form: type/interval-to-time
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE time;

-- form: type/interval-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE int USING extract(epoch FROM an_interval)::int;

-- form: type/interval-to-int-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval TYPE int;
