using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>
/// The code of an operation: its handler and its delivered tests. One class a kind; what callers see of it comes from the endpoint of the
/// contract alone.
/// </summary>
internal abstract class OperationCode(ServiceModel model, HttpEndpoint endpoint)
{
    protected ServiceModel Model { get; } = model;

    protected HttpEndpoint Endpoint { get; } = endpoint;

    protected Operation Operation { get; } = endpoint.Operation!;

    protected Entity Entity { get; } = endpoint.Entity!;

    /// <summary>What the blueprint declares that it does and refuses.</summary>
    protected BehaviourCode Behaviour { get; } = new(model, endpoint.Operation!, endpoint.Entity!);

    /// <summary>Class of the rows.</summary>
    protected string Class => ServiceModel.Class(Entity);

    /// <summary>The rows in the database context.</summary>
    protected string Set => ServiceModel.Set(Entity);

    /// <summary>The code of an operation.</summary>
    public static OperationCode Of(ServiceModel model, HttpEndpoint endpoint) =>
        endpoint.Operation!.Kind switch
        {
            OperationKind.Create => new CreateCode(model, endpoint),
            OperationKind.Get => new GetCode(model, endpoint),
            OperationKind.List => new ListCode(model, endpoint),
            OperationKind.Update => new UpdateCode(model, endpoint),
            OperationKind.Delete => new DeleteCode(model, endpoint),
            OperationKind.Action => new ActionCode(model, endpoint),
            OperationKind.Link or OperationKind.Unlink => new LinkCode(model, endpoint),
            OperationKind.ListLinked => new ListLinkedCode(model, endpoint),
            OperationKind.Call => new CallCode(model, endpoint),
            OperationKind.Report => new ReportCode(model, endpoint),
            OperationKind.Upload => new UploadCode(model, endpoint),
            OperationKind.Download => new DownloadCode(model, endpoint),
            OperationKind.RemoveFile => new RemoveFileCode(model, endpoint),
            var kind => throw new InvalidOperationException($"There is no code for operations of kind {kind}."),
        };

    /// <summary>Writes what the handler does once the caller may call it.</summary>
    public abstract void Handler(CodeWriter text);

    /// <summary>Writes the tests of right use and of what the kind refuses.</summary>
    /// <param name="tests">Takes the tests.</param>
    /// <param name="caller">C# text of a role that may call it; <c>null</c> in C# for nobody in particular.</param>
    public abstract void Tests(TestWriter tests, string caller);

    /// <summary>The relation whose links it works on.</summary>
    protected Relation Relation => Model.Index.RelationById(Operation.Relation)!;

    /// <summary>The entity at the far end of a link.</summary>
    protected Entity Far => Model.Index.EntityById(OperationRoute.Far(Operation, Relation))!;

    /// <summary>The id of the row of the path, as the handler has it.</summary>
    protected string RowId => PathKey.Of(Endpoint) is null ? "id" : "row.Id";

    /// <summary>Reads the row of the path, and refuses a caller whose own it is not.</summary>
    protected void Load(CodeWriter text, bool tracked)
    {
        if (tracked && (Behaviour.IsDeclared || Operation.Kind == OperationKind.Action))
            text.Line($"await work.LockAsync<{Class}>(found => {PathKey.Condition(Endpoint)}, cancellationToken);");
        var named = $"db.{Set}{(tracked ? "" : ".AsNoTracking()")}.Where(found => {PathKey.Condition(Endpoint)})";
        var find = Model.IsOwned(Entity) ? "work.FindAsync(" : "Work.FindAsync(";
        string[] arguments = [named, .. Model.IsOwned(Entity) ? ["OwnedBy"] : Array.Empty<string>(), "cancellationToken"];
        text.Line(Filled.Call($"var read = await {find}", arguments, ");")).Line("if (read.Row is not { } row)\n    return read.Refusal;");
    }

    /// <summary>The rows that the caller may see, as an expression.</summary>
    protected string Reachable => Model.IsOwned(Entity) ? $"work.Reach(db.{Set}.AsNoTracking(), OwnedBy)" : $"db.{Set}.AsNoTracking()";

    /// <summary>What a request refers to must exist, and is told by name when it doesn't.</summary>
    protected void References(CodeWriter text)
    {
        foreach (var relation in ContractFiles.InputRelations(Model, Entity))
        {
            var local = CSharp.Identifier(Conventions.Camel(relation.Name) + "Id");
            var principal = ServiceModel.Set(Model.Index.EntityById(relation.From)!);
            text.Line(
                $$"""
                if (request.{{ServiceModel.Key(relation)}} is { } {{local}}
                    && !await db.{{principal}}.AnyAsync(found => found.Id == {{local}}, cancellationToken))
                    errors.Add({{CSharp.Literal(Conventions.ForeignKeyProperty(relation))}}, "does not exist");
                """
            );
        }
    }

    /// <summary>The relation through which an account owns rows, where that is by a parent.</summary>
    private Relation? OwnedParent => Model.HasAuthentication && Entity.Owner.Count > 1 ? Model.Index.RelationById(Entity.Owner[0]) : null;

    /// <summary>Who names a parent of somebody else is refused, although there is one of his own.</summary>
    protected void ParentTests(TestWriter tests)
    {
        if (OwnedParent is { } relation && ContractFiles.InputRelations(Model, Entity).Contains(relation))
            tests.StrangeParent(Conventions.ForeignKeyProperty(relation));
    }

    /// <summary>Where an account owns rows through a parent, the parent that is named must be the caller's own.</summary>
    protected void Parent(CodeWriter text)
    {
        if (OwnedParent is not { } relation)
            return;
        var parent = ServiceModel.Set(Model.Index.EntityById(relation.From)!);
        var own = $"found.{Model.ParentOwnerKey(Entity)} == work.Caller.Id";
        // Nobody needs to be asked for his scope where all have the same.
        var scope = Operation.Access.All(static rule => rule.Scope == AccessScope.Own) ? "" : "work.Scope == Scope.Own\n    && ";
        text.Line(
            $$"""
            if ({{scope}}!await db.{{parent}}.AnyAsync(found => found.Id == request.{{ServiceModel.Key(
                relation
            )}} && {{own}}, cancellationToken))
                return Problems.Forbidden();
            """
        );
    }

    /// <summary>Asks what is written by hand for the entity before a change of the row is stored.</summary>
    protected static void Hook(CodeWriter text, string name) =>
        text.Line(
            $$"""
            if (await hooks.{{name}}(row, work, cancellationToken) is { } refusal)
                return refusal.ToResult();
            """
        );

    /// <summary>Stores a changed row: hooks are asked, computed values are filled in, events are announced.</summary>
    protected void StoreChanged(CodeWriter text)
    {
        Hook(text, "UpdatingAsync");
        Behaviour.Fill(text, isNew: false);
        // A change that says the same values is one, too: its answer has a new tag, as clients expect of it.
        text.Line(
            """
            db.Entry(row).State = EntityState.Modified;
            await db.SaveChangesAsync(cancellationToken);
            """
        );
        Behaviour.Stored(text);
        Raise(text);
    }

    /// <summary>Tells what the effects put down, and announces the events of the operation, in its transaction.</summary>
    protected void Raise(CodeWriter text) => Telling.Store(text, Operation.Effects, Raised);

    /// <summary>The events of the operation.</summary>
    protected IEnumerable<DomainEvent> Raised => Model.Blueprint.Events.Where(raised => raised.Operation == Operation.Id);

    /// <summary>Answers a page of rows.</summary>
    protected void AnswerPage(CodeWriter text, string name)
    {
        if (Operation.Sort.Count > 0)
            text.Line($"var order = {SortFiles.Class}.{SortFiles.NameOf(Operation)}.Choose(errors, {ListSort.Parameter});");
        var order = Operation.Sort.Count > 0 ? "order, " : "";
        text.Line($"return await rows.PageAsync({order}errors, limit, cursor, {name}Response.Of, cancellationToken);");
    }
}
