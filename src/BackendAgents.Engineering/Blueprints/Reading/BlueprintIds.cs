using BackendAgents.Engineering.Blueprints.Behaviour;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>Gives ids where a person left them out, and turns references by name into references by id.</summary>
internal static class BlueprintIds
{
    public static Blueprint Complete(Blueprint blueprint) => ProofIds.Complete(Identify(blueprint));

    private static Blueprint Identify(Blueprint blueprint)
    {
        var taken = new HashSet<string>(Ids(blueprint), StringComparer.Ordinal);
        string Give(string? id, string wanted)
        {
            if (!string.IsNullOrEmpty(id))
                return id;
            var free = wanted;
            for (var i = 2; !taken.Add(free); i++)
                free = $"{wanted}-{i}";
            return free;
        }

        var entities = blueprint.Entities.Select(entity => entity with { Id = Give(entity.Id, Conventions.Kebab(entity.Name)) }).ToList();
        string Entity(string? reference) => Resolve(reference, entities, static entity => entity.Id, static entity => entity.Name);
        var enums = blueprint.Enums.Select(type => type with { Id = Give(type.Id, Conventions.Kebab(type.Name)) }).ToList();
        string Enum(string reference) => Resolve(reference, enums, static type => type.Id, static type => type.Name);
        var roles = blueprint
            .Roles.Select(static role => string.IsNullOrEmpty(role.Id) ? role with { Id = Conventions.Kebab(role.Name) } : role)
            .ToList();
        roles = roles.ConvertAll(role =>
            role.GrantedBy.Count == 0
                ? role
                : role with
                {
                    GrantedBy = [.. role.GrantedBy.Select(by => Resolve(by, roles, static found => found.Id, static found => found.Name))],
                }
        );
        entities = entities.ConvertAll(entity =>
            entity with
            {
                Fields =
                [
                    .. entity.Fields.Select(field =>
                        field with
                        {
                            Id = Give(field.Id, $"{entity.Id}-{Conventions.Kebab(field.Name)}"),
                            Enum = field.Enum is null ? null : Enum(field.Enum),
                        }
                    ),
                ],
            }
        );
        var relations = blueprint
            .Relations.Select(relation => relation with { From = Entity(relation.From), To = Entity(relation.To) })
            .ToList();
        relations = relations.ConvertAll(relation =>
            relation with
            {
                Id = Give(relation.Id, $"{relation.To}-{Conventions.Kebab(relation.Name)}"),
            }
        );

        var notifications = blueprint
            .Notifications.Select(sent => sent with { Id = Give(sent.Id, Conventions.Kebab(sent.Name)), Entity = Entity(sent.Entity) })
            .ToList();
        string Sent(string reference) => Resolve(reference, notifications, static sent => sent.Id, static sent => sent.Name);
        // What is sent, as fields of whoever sends it.
        IReadOnlyList<Field> Sends(IReadOnlyList<Field> fields, string by) =>
            [
                .. fields.Select(field =>
                    field with
                    {
                        Id = Give(field.Id, $"{by}-{Conventions.Kebab(field.Name)}"),
                        Enum = field.Enum is null ? null : Enum(field.Enum),
                        RefersTo = field.RefersTo is null ? null : Entity(field.RefersTo),
                    }
                ),
            ];
        var events = blueprint
            .Events.Select(told =>
                told with
                {
                    Id = Give(told.Id, Conventions.Kebab(told.Name)),
                    Entity = told.Entity is { Length: > 0 } of ? Entity(of) : null,
                }
            )
            .ToList();
        var providers = blueprint
            .Providers.Select(provider =>
            {
                var id = Give(provider.Id, Conventions.Kebab(provider.Name));
                return provider with { Id = id, Entity = Entity(provider.Entity), Answer = Sends(provider.Answer, id) };
            })
            .ToList();
        string Told(string reference) => Resolve(reference, events, static told => told.Id, static told => told.Name);

        string Asked(string reference) => Resolve(reference, providers, static provider => provider.Id, static provider => provider.Name);

        // A field or relation of an entity by id or by its name.
        string Member(Entity entity, string reference) =>
            entity.Fields.Any(field => field.Id == reference) || relations.Exists(relation => relation.Id == reference)
                ? reference
                : entity.Fields.FirstOrDefault(field => field.Name == reference)?.Id
                    ?? relations
                        .Find(relation => relation.To == entity.Id && (relation.Name == reference || relation.Name + "Id" == reference))
                        ?.Id
                    ?? entity.Fields.FirstOrDefault(field => YamlMaps.Squash(field.Name) == YamlMaps.Squash(reference))?.Id
                    ?? reference;

        entities = entities.ConvertAll(entity =>
            entity with
            {
                Indexes =
                [
                    .. entity.Indexes.Select(index =>
                        index with
                        {
                            Id = Give(index.Id, $"{entity.Id}-by-{string.Join('-', index.Columns.Select(Conventions.Kebab))}"),
                            Columns = [.. index.Columns.Select(column => Member(entity, column))],
                        }
                    ),
                ],
                Checks =
                [
                    .. entity.Checks.Select(check =>
                        check with
                        {
                            Id = Give(check.Id, $"{entity.Id}-check-{Conventions.Kebab(check.Left ?? "")}"),
                            Left = Member(entity, check.Left ?? ""),
                            Right = check.Right is null ? null : Member(entity, check.Right),
                        }
                    ),
                ],
                Owner = Owner(entity, entities, relations),
            }
        );
        IReadOnlyList<Effect> Does(IReadOnlyList<Effect> effects) =>
            [.. effects.Select(effect => Effects(effect, Entity, Sent, Told, Asked))];
        var operations = blueprint
            .Operations.Select(operation =>
            {
                var of = Entity(operation.Entity);
                var entity = entities.Find(entity => entity.Id == of);
                string Of(string reference) => entity is null ? reference : Member(entity, reference);
                var id = Give(operation.Id, Conventions.Kebab(operation.Name));
                return operation with
                {
                    Id = id,
                    Entity = of,
                    Access =
                    [
                        .. operation.Access.Select(rule =>
                            rule with
                            {
                                Role = Resolve(rule.Role, roles, static role => role.Id, static role => role.Name),
                            }
                        ),
                    ],
                    Input = Sends(operation.Input, id),
                    Output = [.. operation.Output.Select(value => value.Enum is null ? value : value with { Enum = Enum(value.Enum) })],
                    Filters = [.. operation.Filters.Select(Of)],
                    Search = [.. operation.Search.Select(Of)],
                    Sort = [.. operation.Sort.Select(Of)],
                    File = operation.File is { } file ? Of(file) : null,
                    Effects = Does(operation.Effects),
                    Transition = operation.Transition is { } transition ? transition with { Field = Of(transition.Field ?? "") } : null,
                };
            })
            .ToList();
        operations = operations.ConvertAll(operation =>
            operation.Asks.Count == 0
                ? operation
                : operation with
                {
                    Asks =
                    [
                        .. operation.Asks.Select(ask =>
                            ask with
                            {
                                Operation = Resolve(ask.Operation, operations, static found => found.Id, static found => found.Name),
                            }
                        ),
                    ],
                }
        );
        var jobs = blueprint
            .Jobs.Select(job =>
                job with
                {
                    Id = Give(job.Id, Conventions.Kebab(job.Name)),
                    ForEach = Entity(job.ForEach),
                    Effects = Does(job.Effects),
                }
            )
            .ToList();
        string? Run(string? name) => name is null ? null : Resolve(name, jobs, static job => job.Id, static job => job.Name);
        var requirements = blueprint
            .Requirements.Select((requirement, place) => requirement with { Id = Give(requirement.Id, $"requirement-{place + 1}") })
            .ToList();
        var account = blueprint.Authentication.Account is { } named ? Entity(named) : null;
        string? RoleOf(string? role) => role is null ? null : Resolve(role, roles, static found => found.Id, static found => found.Name);
        string? Called(string? call) =>
            call is null ? null : Resolve(call, operations, static operation => operation.Id, static operation => operation.Name);
        return blueprint with
        {
            Entities = entities,
            Enums = enums,
            Roles = roles,
            Relations = relations,
            Services = [.. blueprint.Services.Select(service => service with { Entities = [.. service.Entities.Select(Entity)] })],
            Operations = operations,
            Notifications = notifications,
            Jobs = jobs,
            Events =
            [
                .. events.Select(raised =>
                    raised with
                    {
                        Operation = Resolve(
                            raised.Operation,
                            operations,
                            static operation => operation.Id,
                            static operation => operation.Name
                        ),
                    }
                ),
            ],
            Subscriptions =
            [
                .. blueprint.Subscriptions.Select(taken =>
                    taken with
                    {
                        Id = Give(taken.Id, Conventions.Kebab(taken.Name)),
                        Event = Told(taken.Event),
                        ForEach = taken.ForEach is { Length: > 0 } rows ? Entity(rows) : null,
                        Effects = Does(taken.Effects),
                    }
                ),
            ],
            Providers =
            [
                .. providers.Select(provider =>
                    provider with
                    {
                        Settle = Called(provider.Settle),
                        Answered = Does(provider.Answered),
                        Unanswered = Does(provider.Unanswered),
                    }
                ),
            ],
            Webhooks = [.. blueprint.Webhooks.Select(told => told with { Events = [.. told.Events.Select(Told)] })],
            AccountWebhooks = blueprint.AccountWebhooks is { } hooks ? hooks with { Events = [.. hooks.Events.Select(Told)] } : null,
            Requirements = requirements,
            Scenarios =
            [
                .. blueprint.Scenarios.Select(scenario =>
                    scenario with
                    {
                        Id = Give(scenario.Id, Wanted(scenario.Title)),
                        Accounts = [.. scenario.Accounts.Select(taking => taking with { Role = RoleOf(taking.Role) })],
                        Steps =
                        [
                            .. scenario.Steps.Select(step =>
                                step with
                                {
                                    Call = Called(step.Call),
                                    Run = Run(step.Run),
                                    Provider = step.Provider is { } provider ? provider with { Name = Asked(provider.Name) } : null,
                                    Mail = step.Mail is { Notification: { } sent } mail
                                        ? mail with
                                        {
                                            Notification = Sent(sent),
                                        }
                                        : step.Mail,
                                }
                            ),
                        ],
                    }
                ),
            ],
            Authentication = blueprint.Authentication with
            {
                Account = account,
                Login =
                    blueprint.Authentication.Login is { } login && entities.Find(entity => entity.Id == account) is { } accounts
                        ? Member(accounts, login)
                        : blueprint.Authentication.Login,
                DefaultRole = RoleOf(blueprint.Authentication.DefaultRole),
                Providers = [.. blueprint.Authentication.Providers.Select(provider => provider with { Role = RoleOf(provider.Role) })],
            },
        };
    }

    // Each step of the path starts at the entity that the step before leads to.
    private static List<string> Owner(Entity entity, List<Entity> entities, List<Relation> relations)
    {
        List<string> path = [];
        var at = entity.Id;
        foreach (var step in entity.Owner)
        {
            var relation = relations.Find(relation => relation.Id == step)
                ?? relations.Find(relation => relation.To == at && relation.Name == step);
            path.Add(relation?.Id ?? step);
            at = relation?.From ?? at;
        }

        return path;
    }

    // An id from the words of a title: letters and digits, joined by hyphens.
    private static string Wanted(string? title)
    {
        var words = (title ?? "")
            .ToLowerInvariant()
            .Split([.. (title ?? "").ToLowerInvariant().Where(static c => !char.IsAsciiLetterOrDigit(c))]);
        var id = string.Join('-', words.Where(static word => word.Length > 0));
        id = id.Length <= 60 ? id : id[..60].TrimEnd('-');
        return id.Length > 0 && char.IsAsciiLetterLower(id[0]) ? id : "scenario-" + id;
    }

    private static Effect Effects(
        Effect effect,
        Func<string?, string> entity,
        Func<string, string> sent,
        Func<string, string> told,
        Func<string, string> asked
    ) =>
        effect with
        {
            Notify = effect.Notify is { } notification ? sent(notification) : null,
            Publish = effect.Publish is { } published ? told(published) : null,
            Call = effect.Call is { } called ? asked(called) : null,
            Create = effect.Create is { } create ? create with { Entity = entity(create.Entity) } : null,
            ForEach = effect.ForEach is { } loop
                ? loop with
                {
                    Effects = [.. loop.Effects.Select(inner => Effects(inner, entity, sent, told, asked))],
                }
                : null,
        };

    private static string Resolve<T>(string? reference, List<T> all, Func<T, string> id, Func<T, string> name) =>
        reference is null ? ""
        : all.Exists(item => id(item) == reference) ? reference
        : all.Find(item => name(item) == reference) is { } found ? id(found)
        : Alike(all.Where(item => LooseEntities.Find([id(item), name(item)], reference) is not null), id) ?? reference;

    // In another notation or number: one that is meant, or none.
    private static string? Alike<T>(IEnumerable<T> found, Func<T, string> id) =>
        found.Take(2).Select(id).ToArray() is [var only] ? only : null;

    /// <summary>The ids of everything in a blueprint.</summary>
    public static IEnumerable<string> Ids(Blueprint blueprint) =>
        blueprint
            .Entities.SelectMany(static entity =>
                entity
                    .Fields.Select(static field => field.Id)
                    .Concat(entity.Indexes.Select(static index => index.Id))
                    .Concat(entity.Checks.Select(static check => check.Id))
                    .Append(entity.Id)
            )
            .Concat(blueprint.Relations.Select(static relation => relation.Id))
            .Concat(
                blueprint.Operations.SelectMany(static operation => operation.Input.Select(static field => field.Id).Append(operation.Id))
            )
            .Concat(blueprint.Enums.Select(static type => type.Id))
            .Concat(blueprint.Events.Select(static raised => raised.Id))
            .Concat(blueprint.Notifications.Select(static sent => sent.Id))
            .Concat(blueprint.Jobs.Select(static job => job.Id))
            .Concat(blueprint.Subscriptions.Select(static taken => taken.Id))
            .Concat(blueprint.Providers.SelectMany(static provider => provider.Answer.Select(static field => field.Id).Append(provider.Id)))
            .Concat(blueprint.Requirements.Select(static requirement => requirement.Id))
            .Concat(blueprint.Scenarios.Select(static scenario => scenario.Id))
            .Where(static id => !string.IsNullOrEmpty(id));
}
