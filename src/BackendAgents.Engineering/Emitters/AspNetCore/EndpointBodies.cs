using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>What handlers do, an operation kind each.</summary>
internal static class EndpointBodies
{
    public static void Write(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        text.Line("var caller = Caller.Of(http);");
        text.Line($"var scope = {EndpointFiles.Table(operation)}.For(caller);");
        If(text, "scope == Scope.None", "return caller.Refused();");
        switch (operation.Kind)
        {
            case OperationKind.Create:
                Create(text, model, entity, operation);
                break;
            case OperationKind.Get:
                Load(text, model, entity, tracked: false);
                text.Line("ETags.Set(http, row);").Line($"return TypedResults.Ok({ServiceModel.Class(entity)}Response.Of(row));");
                break;
            case OperationKind.List:
                List(text, model, entity, operation);
                break;
            case OperationKind.Update:
                Update(text, model, entity, operation);
                break;
            case OperationKind.Delete:
                Load(text, model, entity, tracked: true);
                text.Line("OnDeleting(row, caller);")
                    .Line($"db.{ServiceModel.Set(entity)}.Remove(row);")
                    .Line("await db.SaveChangesAsync(cancellationToken);");
                Raise(text, model, operation, "id");
                text.Line("return TypedResults.NoContent();");
                break;
            case OperationKind.Action:
                Act(text, model, entity, operation);
                break;
            case OperationKind.Link or OperationKind.Unlink:
                Link(text, model, entity, operation);
                break;
            default:
                ListLinked(text, model, entity, operation);
                break;
        }
    }

    private static void If(CodeWriter text, string condition, string then) =>
        text.Line($"if ({condition})").Indented(inner => inner.Line(then));

    private static void Load(CodeWriter text, ServiceModel model, Entity entity, bool tracked)
    {
        var set = ServiceModel.Set(entity);
        text.Line(
            $"var row = await db.{set}{(tracked ? "" : ".AsNoTracking()")}.FirstOrDefaultAsync(found => found.Id == id, cancellationToken);"
        );
        If(text, "row is null", "return Problems.NotFound();");
        if (model.IsOwned(entity))
            If(
                text,
                $"scope == Scope.Own && !await db.{set}.OwnedBy(caller.Id).AnyAsync(found => found.Id == id, cancellationToken)",
                "return Problems.Forbidden();"
            );
    }

    private static void Create(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        var name = ServiceModel.Class(entity);
        text.Line("var errors = request.Validate();");
        References(text, model, entity);
        If(text, "errors.Failed", "return errors.Problem();");
        Parent(text, model, entity);
        text.Line($"var row = new {name}();").Line("request.ApplyTo(row);");
        if (model.DirectOwner(entity) is { } owner)
            text.Line($"row.{ServiceModel.Key(owner)} = caller.Id;");
        text.Line("OnCreating(row, caller);")
            .Line($"db.{ServiceModel.Set(entity)}.Add(row);")
            .Line("await db.SaveChangesAsync(cancellationToken);");
        Raise(text, model, operation, "row.Id");
        text.Line("ETags.Set(http, row);");
        text.Line($"return TypedResults.Created($\"{Conventions.CollectionPath(entity)}/{{row.Id}}\", {name}Response.Of(row));");
    }

    private static void Update(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        var name = ServiceModel.Class(entity);
        Load(text, model, entity, tracked: true);
        If(text, "ETags.Refuse(ifMatch, row) is { } refused", "return refused;");
        text.Line("var errors = request.Validate();");
        References(text, model, entity);
        If(text, "errors.Failed", "return errors.Problem();");
        Parent(text, model, entity);
        text.Line("request.ApplyTo(row);").Line("OnUpdating(row, caller);");
        text.Line("db.Entry(row).State = EntityState.Modified;").Line("await db.SaveChangesAsync(cancellationToken);");
        Raise(text, model, operation, "row.Id");
        text.Line("ETags.Set(http, row);").Line($"return TypedResults.Ok({name}Response.Of(row));");
    }

    // What a request refers to must exist, and is told by name when it doesn't.
    private static void References(CodeWriter text, ServiceModel model, Entity entity)
    {
        foreach (var relation in ContractFiles.InputRelations(model, entity))
        {
            var key = ServiceModel.Key(relation);
            var local = Conventions.Camel(relation.Name) + "Id";
            var principal = ServiceModel.Set(model.Index.EntityById(relation.From)!);
            If(
                text,
                $"request.{key} is {{ }} {CSharp.Identifier(local)} && !await db.{principal}.AnyAsync(found => found.Id == {CSharp.Identifier(local)}, cancellationToken)",
                $"errors.Add({CSharp.Literal(Conventions.ForeignKeyProperty(relation))}, \"does not exist\");"
            );
        }
    }

    // Where an account owns rows through a parent, the parent that is named must be the caller's own.
    private static void Parent(CodeWriter text, ServiceModel model, Entity entity)
    {
        if (!model.HasAuthentication || entity.Owner.Count < 2 || model.Index.RelationById(entity.Owner[0]) is not { } relation)
            return;
        var parent = ServiceModel.Set(model.Index.EntityById(relation.From)!);
        If(
            text,
            $"scope == Scope.Own && !await db.{parent}.AnyAsync(found => found.Id == request.{ServiceModel.Key(relation)} && found.{model.ParentOwnerKey(entity)} == caller.Id, cancellationToken)",
            "return Problems.Forbidden();"
        );
    }

    private static void List(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        var name = ServiceModel.Class(entity);
        text.Line($"var rows = db.{ServiceModel.Set(entity)}.AsNoTracking();");
        if (model.IsOwned(entity))
            If(text, "scope == Scope.Own", "rows = rows.OwnedBy(caller.Id);");
        foreach (var (parameter, _, json) in EndpointFiles.Filters(model, entity, operation))
            If(text, $"{parameter} is not null", $"rows = rows.Where(row => row.{parameter[2..]} == {parameter});");
        if (operation.Search.Count > 0)
        {
            If(text, "q?.Length > 200", "return new Validation().Add(\"q\", \"must have at most 200 characters\").Problem();");
            text.Line("if (!string.IsNullOrWhiteSpace(q))")
                .Line("{")
                .Indented(inner =>
                {
                    inner.Line("var pattern = Paging.Contains(q.Trim());");
                    var conditions = entity
                        .Fields.Where(field => operation.Search.Contains(field.Id))
                        .Select(field =>
                            $"EF.Functions.Like(row.{ServiceModel.Property(field)}{(field.Required || field.Default is not null ? "" : "!")}.ToLower(), pattern, \"\\\\\")"
                        );
                    inner.Line($"rows = rows.Where(row => {string.Join("\n    || ", conditions)});");
                })
                .Line("}");
        }

        text.Line("var (found, nextCursor, errors) = await rows.PageAsync(limit, cursor, cancellationToken);");
        text.Line(
            $"return errors.Failed ? errors.Problem() : TypedResults.Ok(new {name}Page {{ Items = [.. found.Select({name}Response.Of)], NextCursor = nextCursor }});"
        );
    }

    private static void Act(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        Load(text, model, entity, tracked: true);
        var transition = operation.Transition!;
        var field = entity.Fields.First(field => field.Id == transition.Field);
        var property = ServiceModel.Property(field);
        if (transition.From.Count > 0 && field.Type is FieldType.Enum or FieldType.Bool)
        {
            var allowed = string.Join(" or ", transition.From.Select(value => model.Value(field, value)));
            If(
                text,
                $"row.{property} is not ({allowed})",
                $"return Problems.Conflict($\"It can't be done while {Conventions.Phrase(field.Name)} is {{row.{property}}}.\");"
            );
        }

        text.Line($"row.{property} = {model.Value(field, transition.To)};")
            .Line("OnUpdating(row, caller);")
            .Line("db.Entry(row).State = EntityState.Modified;")
            .Line("await db.SaveChangesAsync(cancellationToken);");
        Raise(text, model, operation, "row.Id");
        text.Line("ETags.Set(http, row);").Line($"return TypedResults.Ok({ServiceModel.Class(entity)}Response.Of(row));");
    }

    private static void Link(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        var relation = model.Index.RelationById(operation.Relation)!;
        var link = model.LinkClass(relation);
        var (from, to) = operation.Reverse ? ("targetId", "id") : ("id", "targetId");
        Load(text, model, entity, tracked: false);
        If(
            text,
            $"!await db.{ServiceModel.Set(EndpointFiles.Other(model, operation))}.AnyAsync(found => found.Id == targetId, cancellationToken)",
            "return Problems.NotFound();"
        );
        if (operation.Kind == OperationKind.Unlink)
        {
            text.Line(
                $"await db.Set<{link}>().Where(found => found.FromId == {from} && found.ToId == {to}).ExecuteDeleteAsync(cancellationToken);"
            );
        }
        else
        {
            text.Line($"if (!await db.Set<{link}>().AnyAsync(found => found.FromId == {from} && found.ToId == {to}, cancellationToken))")
                .Line("{")
                .Indented(inner =>
                {
                    inner
                        .Line($"db.Set<{link}>().Add(new {link} {{ FromId = {from}, ToId = {to} }});")
                        .Line("try")
                        .Line("{")
                        .Indented(static attempt => attempt.Line("await db.SaveChangesAsync(cancellationToken);"))
                        .Line("}");
                    inner
                        .Line(
                            "catch (DbUpdateException problem) when (problem.InnerException is { } inner && FailureHandler.IsDuplicate(inner))"
                        )
                        .Line("{")
                        .Indented(static caught =>
                            caught.Line("// Another request was faster; the link is there, which is all that was asked.")
                        )
                        .Line("}");
                })
                .Line("}");
        }

        Raise(text, model, operation, "id");
        text.Line("return TypedResults.NoContent();");
    }

    private static void ListLinked(CodeWriter text, ServiceModel model, Entity entity, Operation operation)
    {
        var relation = model.Index.RelationById(operation.Relation)!;
        var other = EndpointFiles.Other(model, operation);
        var (near, far) = operation.Reverse ? ("ToId", "FromId") : ("FromId", "ToId");
        Load(text, model, entity, tracked: false);
        text.Line($"var linked = db.Set<{model.LinkClass(relation)}>().Where(link => link.{near} == id).Select(link => link.{far});");
        text.Line(
            $"var (found, nextCursor, errors) = await db.{ServiceModel.Set(other)}.AsNoTracking().Where(row => linked.Contains(row.Id)).PageAsync(limit, cursor, cancellationToken);"
        );
        var name = ServiceModel.Class(other);
        text.Line(
            $"return errors.Failed ? errors.Problem() : TypedResults.Ok(new {name}Page {{ Items = [.. found.Select({name}Response.Of)], NextCursor = nextCursor }});"
        );
    }

    private static void Raise(CodeWriter text, ServiceModel model, Operation operation, string subject)
    {
        foreach (var raised in model.Blueprint.Events.Where(raised => raised.Operation == operation.Id))
            text.Line($"await events.PublishAsync(new {Conventions.Pascal(raised.Name)}({subject}), cancellationToken);");
    }
}
