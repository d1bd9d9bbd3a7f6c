-- How exactly a claim's place is known: ACLED's 1 to 3, UCDP's 1 to 7.
ALTER TABLE claim ADD COLUMN place_acled INTEGER;
ALTER TABLE claim ADD COLUMN place_ucdp INTEGER;
