from sqlalchemy import (
    JSON, BigInteger, Boolean, CheckConstraint, Column, Date, DateTime, Enum, Float, ForeignKey,
    ForeignKeyConstraint, Index, Integer, Interval, LargeBinary, MetaData, Numeric, SmallInteger,
    String, Table, Text, Time, Unicode, UniqueConstraint, VARCHAR, desc, func, text,
)
from sqlalchemy.orm import declarative_base
Base = declarative_base()
