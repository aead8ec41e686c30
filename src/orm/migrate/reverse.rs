//! The operations that undo others, as alembic writes them into `downgrade()`.

use super::{AlterColumn, Change, Operation};

/// What undoes some operations, in the other order.
pub(super) fn reverse(operations: &[Operation]) -> Vec<Operation> {
    operations.iter().rev().map(Operation::reversed).collect()
}

impl Operation {
    fn reversed(&self) -> Self {
        match self {
            Self::CreateTable(table) => Self::DropTable(table.clone()),
            Self::DropTable(table) => Self::CreateTable(table.clone()),
            Self::Alter { table, changes } => Self::Alter {
                table: table.clone(),
                changes: changes.iter().rev().map(Change::reversed).collect(),
            },
        }
    }
}

impl Change {
    fn reversed(&self) -> Self {
        match self.clone() {
            Self::AddColumn(column) => Self::DropColumn(column),
            Self::DropColumn(column) => Self::AddColumn(column),
            Self::AlterColumn(alter) => Self::AlterColumn(alter.reversed()),
            Self::CreateIndex(index) => Self::DropIndex(index),
            Self::DropIndex(index) => Self::CreateIndex(index),
            Self::CreateUnique(unique) => Self::DropUnique(unique),
            Self::DropUnique(unique) => Self::CreateUnique(unique),
            Self::CreateKey(key) => Self::DropKey(key),
            Self::DropKey(key) => Self::CreateKey(key),
        }
    }
}

impl AlterColumn {
    fn reversed(self) -> Self {
        let (existing_type, ty) = match self.ty {
            Some(ty) => (ty, Some(self.existing_type)),
            None => (self.existing_type, None),
        };
        let (existing_nullable, nullable) = match self.nullable {
            Some(nullable) => (nullable, Some(self.existing_nullable)),
            None => (self.existing_nullable, None),
        };
        Self { existing_type, ty, existing_nullable, nullable, ..self }
    }
}
