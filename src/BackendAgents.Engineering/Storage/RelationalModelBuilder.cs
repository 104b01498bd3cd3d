using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Storage;

/// <summary>Builds the model of one blueprint; used once.</summary>
internal sealed class RelationalModelBuilder(Blueprint blueprint)
{
    private readonly StorageNames _names = new();
    private readonly Dictionary<string, Entity> _entities = blueprint.Entities.ToDictionary(
        static entity => entity.Id,
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, EnumType> _enums = blueprint.Enums.ToDictionary(static type => type.Id, StringComparer.Ordinal);
    private readonly bool _hasAccounts =
        blueprint.Authentication is { Kind: AuthenticationKind.Jwt, Account: not null }
        && !blueprint.Entities.Any(entity => entity.Id == blueprint.Authentication.Account && entity.Origin is not null);

    public RelationalModel Build()
    {
        // Names of tables are reserved first, so that no index takes one.
        var entities = blueprint.Entities.Select(entity => (entity, Name: _names.Table(Conventions.Table(entity)))).ToList();
        var joins = blueprint
            .Relations.Where(static relation => relation.Kind == RelationKind.ManyToMany)
            .Select(relation => (relation, Name: _names.Table(Conventions.JoinTable(relation, _entities[relation.From]))))
            .ToList();
        if (_hasAccounts)
            _names.Table(RelationalModel.RefreshTokensTable);
        if (blueprint.Authentication.ApiKeys is not null)
            _names.Table(ApiKeys.Table);
        if (blueprint.AccountWebhooks is not null)
            _names.Table(AccountWebhooks.Table);
        var byProviders = LoginProvider.AreUsed(blueprint);
        foreach (var name in byProviders ? (string[])[LoginProvider.Identities, LoginProvider.Logins] : [])
            _names.Table(name);
        foreach (var name in Background.Tables(blueprint))
            _names.Table(name);
        if (CallLimit.AreUsed(blueprint))
            _names.Table(CallLimit.Table);
        var receives = IncomingWebhook.Calls(blueprint).Any();
        if (receives)
            _names.Table(IncomingWebhook.Table);

        var tables = entities
            .Select(item => OfEntity(item.entity, item.Name))
            .Concat(joins.Select(item => OfJoin(item.relation, item.Name)))
            .ToList();
        if (_hasAccounts)
            tables.Add(SystemTables.RefreshTokens(TableName(blueprint.Authentication.Account!), _names));
        if (Background.HasOutbox(blueprint))
            tables.Add(BackgroundTables.Outbox(_names));
        if (_hasAccounts && blueprint.Authentication.ApiKeys is not null)
            tables.Add(SystemTables.ApiKeys(TableName(blueprint.Authentication.Account!), _names));
        if (byProviders)
        {
            tables.Add(LoginTables.Identities(TableName(blueprint.Authentication.Account!), _names));
            tables.Add(LoginTables.Logins(_names));
        }

        if (_hasAccounts && blueprint.AccountWebhooks is not null)
            tables.Add(SystemTables.AccountWebhooks(TableName(blueprint.Authentication.Account!), _names));
        if (blueprint.Jobs.Count > 0)
            tables.Add(BackgroundTables.Runs(_names));
        if (Background.HasEvents(blueprint))
            tables.Add(BackgroundTables.Inbox(_names));
        if (blueprint.Providers.Count > 0)
            tables.Add(BackgroundTables.ProviderCalls(_names));
        if (CallLimit.AreUsed(blueprint))
            tables.Add(SystemTables.Quotas(_names));
        if (Idempotency.IsUsedBy(blueprint))
            tables.Add(SystemTables.IdempotencyKeys(_names));
        if (receives)
            tables.Add(SystemTables.WebhookEvents(_names));
        return new RelationalModel { Tables = tables };
    }

    private Table OfEntity(Entity entity, string table)
    {
        var isAccount = _hasAccounts && blueprint.Authentication.Account == entity.Id;
        var principals = blueprint
            .Relations.Where(relation => relation.Kind != RelationKind.ManyToMany && relation.To == entity.Id)
            .ToList();
        // Copies come in any order, so nothing holds them together.
        var foreignKeys = entity.Origin is null ? principals.ConvertAll(relation => OfRelation(relation, table)) : [];
        var primaryKey = new PrimaryKey(_names.Unique("pk", table), [ColumnMapper.Id]);
        var columns = new EntityColumns(entity, principals);
        var unique = UniqueConstraints(entity, table, columns, principals);

        return new Table
        {
            Name = table,
            Description = entity.Description,
            Source = entity.Id,
            Columns =
            [
                ColumnMapper.Key,
                .. principals.Select(ColumnMapper.Of),
                .. entity.Fields.Select(ColumnMapper.Of),
                .. isAccount ? ColumnMapper.OfAccount(DefaultRole()) : [],
                .. ColumnMapper.Tail,
            ],
            PrimaryKey = primaryKey,
            ForeignKeys = foreignKeys,
            UniqueConstraints = unique,
            Indexes = new IndexPlan(blueprint, entity, table, columns, _names).Build(foreignKeys, unique),
            Checks = [.. Checks(entity, table, columns), .. isAccount ? RoleCheck(table) : []],
        };
    }

    private ForeignKey OfRelation(Relation relation, string table)
    {
        var column = ColumnMapper.Of(relation).Name;
        return new ForeignKey(_names.Unique("fk", table, column), column, TableName(relation.From), ColumnMapper.Id, relation.OnDelete)
        {
            Relation = relation.Id,
            Label = Conventions.Phrase(relation.Name),
        };
    }

    private List<UniqueConstraint> UniqueConstraints(Entity entity, string table, EntityColumns columns, List<Relation> principals)
    {
        var sets = principals
            .Where(static relation => relation.Kind == RelationKind.OneToOne)
            .Select(static relation => (relation.Id, Members: (IReadOnlyList<string>)[relation.Id]))
            .Concat(
                entity
                    .Fields.Where(static field => field.Unique)
                    .Select(static field => (field.Id, Members: (IReadOnlyList<string>)[field.Id]))
            )
            .Concat(entity.Indexes.Where(static index => index.Unique).Select(static index => (index.Id, Members: index.Columns)));

        var result = new List<UniqueConstraint>();
        foreach (var (source, members) in sets)
        {
            var names = members.Select(columns.NameOf).ToList();
            if (!result.Exists(existing => existing.Columns.SequenceEqual(names)))
                result.Add(new UniqueConstraint(_names.Unique("uq", table, names), names) { Source = source });
        }

        return result;
    }

    private IEnumerable<TableCheck> Checks(Entity entity, string table, EntityColumns columns)
    {
        foreach (var field in entity.Fields)
        {
            var column = columns.NameOf(field.Id);
            foreach (var (word, condition) in CheckMapper.Of(field, column, id => _enums[id]))
                yield return new TableCheck(_names.Unique("ck", table, column, word), condition) { Source = field.Id };
        }

        foreach (var check in entity.Checks)
        {
            var value = check.Value is null ? null : LiteralReader.Read(columns.KindOf(check.Left), check.Value);
            var right = check.Right is null ? null : columns.NameOf(check.Right);
            var condition = new ComparisonCondition(columns.NameOf(check.Left), check.Operator, right, value);
            yield return new TableCheck(_names.Unique("ck", table, Conventions.Snake(check.Id)), condition) { Source = check.Id };
        }
    }

    private IEnumerable<TableCheck> RoleCheck(string table) =>
        blueprint.Roles.Count == 0
            ? []
            :
            [
                new TableCheck(
                    _names.Unique("ck", table, ColumnMapper.Role, "value"),
                    new OneOfCondition(ColumnMapper.Role, [.. blueprint.Roles.Select(static role => role.Name)])
                ),
            ];

    private Table OfJoin(Relation relation, string table)
    {
        var from = _entities[relation.From];
        var to = _entities[relation.To];
        var fromColumn = StorageNames.Fit(Conventions.JoinFromColumn(relation, from));
        var toColumn = StorageNames.Fit(Conventions.JoinToColumn(relation, to));
        return new Table
        {
            Name = table,
            Description = relation.Description,
            Source = relation.Id,
            IsJoin = true,
            Columns = [ColumnMapper.Of(fromColumn, ColumnKind.Uuid), ColumnMapper.Of(toColumn, ColumnKind.Uuid)],
            PrimaryKey = new PrimaryKey(_names.Unique("pk", table), [fromColumn, toColumn]),
            ForeignKeys = [Side(fromColumn, relation.From, relation.Inverse), Side(toColumn, relation.To, relation.Name)],

            // The primary key leads with the other column; this one serves the way back.
            Indexes = [new TableIndex(_names.Unique("ix", table, toColumn, fromColumn), [toColumn, fromColumn]) { Source = relation.Id }],
        };

        ForeignKey Side(string column, string entity, string label) =>
            new(_names.Unique("fk", table, column), column, TableName(entity), ColumnMapper.Id, DeleteBehavior.Cascade)
            {
                Relation = relation.Id,
                Label = Conventions.Phrase(label),
            };
    }

    private string TableName(string entity) => StorageNames.Fit(Conventions.Table(_entities[entity]));

    private string? DefaultRole() => blueprint.Roles.FirstOrDefault(role => role.Id == blueprint.Authentication.DefaultRole)?.Name;
}
