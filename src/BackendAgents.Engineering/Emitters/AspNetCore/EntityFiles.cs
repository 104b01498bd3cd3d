using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The rows of an entity and how they map to its table.</summary>
internal static class EntityFiles
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        foreach (var entity in model.Blueprint.Entities)
        {
            var folder = $"{model.SourceFolder}/Features/{ServiceModel.Folder(entity)}";
            yield return new Artifact($"{folder}/{ServiceModel.Class(entity)}.g.cs", ServiceModel.Header("rows.") + Row(model, entity));
            yield return new Artifact(
                $"{folder}/{ServiceModel.Class(entity)}Mapping.g.cs",
                ServiceModel.Header("mapping to the table.") + Mapping(model, entity)
            );
        }

        foreach (var type in model.Blueprint.Enums)
            yield return new Artifact(
                $"{model.SourceFolder}/Features/Enums/{ServiceModel.Enum(type)}.g.cs",
                ServiceModel.Header("an enumeration.") + Enum(model, type)
            );
        foreach (var relation in model.Blueprint.Relations.Where(static relation => relation.Kind == RelationKind.ManyToMany))
        {
            var from = model.Index.EntityById(relation.From)!;
            yield return new Artifact(
                $"{model.SourceFolder}/Features/{ServiceModel.Folder(from)}/{model.LinkClass(relation)}.g.cs",
                ServiceModel.Header("links.") + Link(model, relation)
            );
        }
    }

    private static string Row(ServiceModel model, Entity entity)
    {
        var text = new CodeWriter();
        text.Line("using System.Globalization;")
            .Line($"using {model.Namespace}.Infrastructure;")
            .Line()
            .Line($"namespace {model.Namespace}.Features;")
            .Line();
        text.Line($"/// <summary>{Describe(entity)}</summary>");
        text.Block($"public sealed class {ServiceModel.Class(entity)} : Row", body =>
        {
            var members = new MemberList();
            foreach (var field in entity.Fields)
            {
                var optional = !field.Required && field.Default is null;
                var initial =
                    field.Default is { } value ? $" = {model.Value(field, value)};"
                    : optional ? ""
                    : FieldCode.Of(field).Initial;
                members.Add(
                    $"public {model.RowType(field)}{(optional ? "?" : "")} {ServiceModel.Property(field)} {{ get; set; }}{initial}",
                    field.Description
                );
            }

            foreach (var relation in model.Index.RelationsTo(entity.Id))
            {
                var principal = ServiceModel.Class(model.Index.EntityById(relation.From)!);
                members.Add($"public Guid{(relation.Required ? "" : "?")} {ServiceModel.Key(relation)} {{ get; set; }}");
                if (entity.Origin is null)
                    members.Add($"public {principal}? {ServiceModel.Property(relation)} {{ get; set; }}");
            }

            if (model.KeepsAccounts && model.Index.IsAccount(entity))
            {
                members.Add("public string PasswordHash { get; set; } = \"\";", "Never leaves the service.");
                members.Add($"public string Role {{ get; set; }} = {CSharp.Literal(model.Index.DefaultRole?.Name ?? "")};");
            }

            members.Write(body, isLast: true);
        });
        return Tidy(text);
    }

    private static string Mapping(ServiceModel model, Entity entity)
    {
        var table = model.Storage.Tables.First(table => table.Source == entity.Id && !table.IsJoin);
        var text = new CodeWriter();
        text.Line("using Microsoft.EntityFrameworkCore;")
            .Line("using Microsoft.EntityFrameworkCore.Metadata.Builders;")
            .Line($"using {model.Namespace}.Infrastructure;")
            .Line();
        text.Line($"namespace {model.Namespace}.Features;").Line();
        text.Block(
            $"internal sealed class {ServiceModel.Class(entity)}Mapping : IEntityTypeConfiguration<{ServiceModel.Class(entity)}>",
            body => body.Block($"public void Configure(EntityTypeBuilder<{ServiceModel.Class(entity)}> builder)", inner =>
                {
                    inner.Line($"builder.MapRow({CSharp.Literal(table.Name)}, {CSharp.Literal(table.PrimaryKey.Name)});");
                    foreach (var field in entity.Fields)
                        inner.Line($"{Column(ServiceModel.Property(field), field.Id)}{FieldCode.Of(field).Mapping(model, field)};");
                    foreach (var relation in model.Index.RelationsTo(entity.Id))
                        inner.Line($"{Column(ServiceModel.Key(relation), relation.Id)};");
                    if (model.KeepsAccounts && model.Index.IsAccount(entity))
                        inner
                            .Line("builder.Property(row => row.PasswordHash).HasColumnName(\"password_hash\");")
                            .Line("builder.Property(row => row.Role).HasColumnName(\"role\");");
                    foreach (var unique in table.UniqueConstraints)
                        inner.Line($"{Index(unique.Columns)}.IsUnique().HasDatabaseName({CSharp.Literal(unique.Name)});");
                    foreach (var index in table.Indexes.Where(static index => !index.IsSearch))
                        inner.Line($"{Index(index.Columns)}.HasDatabaseName({CSharp.Literal(index.Name)});");
                    // Copies come in any order, so they refer by id alone.
                    foreach (var relation in entity.Origin is null ? model.Index.RelationsTo(entity.Id) : [])
                    {
                        var with = relation.Kind == RelationKind.OneToOne ? "WithOne()" : "WithMany()";
                        var key = relation.Kind == RelationKind.OneToOne ? $"HasForeignKey<{ServiceModel.Class(entity)}>" : "HasForeignKey";
                        var name = table.ForeignKeys.First(found => found.Relation == relation.Id).Name;
                        inner.Line(
                            $"builder.HasOne(row => row.{ServiceModel.Property(relation)}).{with}"
                                + $".{key}(row => row.{ServiceModel.Key(relation)})"
                        );
                        inner.Indented(chain =>
                            chain.Line($".HasConstraintName({CSharp.Literal(name)}).OnDelete(DeleteBehavior.{relation.OnDelete});")
                        );
                    }
                })
        );
        return text.ToString();

        string Column(string property, string source) =>
            $"builder.Property(row => row.{property}).HasColumnName({CSharp.Literal(model.Storage.ColumnOf(source).Name)})";

        string Index(IReadOnlyList<string> columns) => $"builder.HasIndex({Properties(model, entity, columns)})";
    }

    private static string Properties(ServiceModel model, Entity entity, IReadOnlyList<string> columns)
    {
        var names = columns.Select(column => "row." + PropertyOf(model, entity, column)).ToList();
        return names.Count == 1 ? "row => " + names[0] : $"row => new {{ {string.Join(", ", names)} }}";
    }

    private static string PropertyOf(ServiceModel model, Entity entity, string column) =>
        entity.Fields.FirstOrDefault(field => model.Storage.ColumnOf(field.Id).Name == column) is { } field ? ServiceModel.Property(field)
        : model.Index.RelationsTo(entity.Id).FirstOrDefault(relation => model.Storage.ColumnOf(relation.Id).Name == column) is { } relation
            ? ServiceModel.Key(relation)
        : Conventions.Pascal(column);

    private static string Enum(ServiceModel model, EnumType type)
    {
        var text = new CodeWriter();
        text.Line($"namespace {model.Namespace}.Features;")
            .Line()
            .Line($"/// <summary>The values of {CSharp.Comment(Conventions.Phrase(type.Name))}.</summary>");
        text.Block($"public enum {ServiceModel.Enum(type)}", body =>
        {
            foreach (var value in type.Values)
                body.Line($"/// <summary>{CSharp.Comment(Conventions.Phrase(value))}.</summary>")
                    .Line(ServiceModel.Member(value) + ",")
                    .Line();
        });
        return Tidy(text);
    }

    private static string Link(ServiceModel model, Relation relation)
    {
        var from = model.Index.EntityById(relation.From)!;
        var to = model.Index.EntityById(relation.To)!;
        var name = model.LinkClass(relation);
        var table = model.Storage.TableOf(relation.Id);
        var text = new CodeWriter();
        text.Line("using Microsoft.EntityFrameworkCore;")
            .Line("using Microsoft.EntityFrameworkCore.Metadata.Builders;")
            .Line()
            .Line($"namespace {model.Namespace}.Features;")
            .Line();
        text.Line(
            $"/// <summary>Links of {CSharp.Comment(Conventions.Phrase(from.Name))} and "
                + $"{CSharp.Comment(Conventions.Phrase(relation.Inverse))}.</summary>"
        );
        text.Block($"public sealed class {name}", static body =>
            body.Line("/// <summary>The one side.</summary>")
                .Line("public Guid FromId { get; set; }")
                .Line()
                .Line("/// <summary>The other side.</summary>")
                .Line("public Guid ToId { get; set; }")
        );
        text.Line()
            .Block($"internal sealed class {name}Mapping : IEntityTypeConfiguration<{name}>", body =>
                body.Block($"public void Configure(EntityTypeBuilder<{name}> builder)", inner =>
                {
                    inner.Line($"builder.ToTable({CSharp.Literal(table.Name)});");
                    inner.Line("builder.HasKey(row => new { row.FromId, row.ToId });");
                    inner.Line($"builder.Property(row => row.FromId).HasColumnName({CSharp.Literal(table.PrimaryKey.Columns[0])});");
                    inner.Line($"builder.Property(row => row.ToId).HasColumnName({CSharp.Literal(table.PrimaryKey.Columns[1])});");
                    inner.Line(
                        $"builder.HasOne<{ServiceModel.Class(from)}>().WithMany()"
                            + ".HasForeignKey(row => row.FromId).OnDelete(DeleteBehavior.Cascade);"
                    );
                    inner.Line(
                        $"builder.HasOne<{ServiceModel.Class(to)}>().WithMany()"
                            + ".HasForeignKey(row => row.ToId).OnDelete(DeleteBehavior.Cascade);"
                    );
                })
            );
        return text.ToString();
    }

    public static string Describe(Entity entity) =>
        CSharp.Comment(string.IsNullOrWhiteSpace(entity.Description) ? $"One {Conventions.Phrase(entity.Name)}." : entity.Description);

    // No empty line before a closing brace.
    public static string Tidy(CodeWriter text) =>
        Usings.Prune(
            text.ToString().Replace("\n\n}", "\n}", StringComparison.Ordinal).Replace("\n\n    }", "\n    }", StringComparison.Ordinal)
        );
}
