"""All that editors decide: corrections, withdrawal, who is who. Nothing they set is lost to a machine."""
