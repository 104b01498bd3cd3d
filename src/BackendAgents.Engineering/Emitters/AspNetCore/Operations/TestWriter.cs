using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Writes the delivered tests of one endpoint; where it is and how it is called comes from the contract.</summary>
internal sealed class TestWriter(CodeWriter text, ServiceModel model, HttpEndpoint endpoint)
{
    private readonly Operation _operation = endpoint.Operation!;
    private readonly Entity _entity = endpoint.Entity!;
    private readonly string _name = Conventions.Pascal(endpoint.OperationId);

    /// <summary>The field of the test class that describes an endpoint.</summary>
    public static string Field(HttpEndpoint endpoint) => "s_" + Conventions.Camel(endpoint.OperationId);

    /// <summary>
    /// The field with the description of the endpoint, for the methods that all tests share; null where nobody may call it.
    /// </summary>
    public string? Described()
    {
        if (CallerOf(_operation) is not { } caller)
            return null;
        var more = new List<string>();
        if (endpoint.RequestSchema is not null)
            more.Add("HasBody = true");
        if (TakesTag)
            more.Add("HasTag = true");
        if (PathKey.Of(endpoint) is { } key)
            more.Add($"Nobody = {FieldCode.Of(key).Unknown}");
        var field =
            $"private static readonly TestedEndpoint {Field(endpoint)} = new({CSharp.Literal(endpoint.Method)}, "
            + $"{CSharp.Literal(endpoint.Path)}, {caller})";
        if (more.Count == 0)
            return field;
        var also = $"{{ {string.Join(", ", more)} }}";
        return field + (field.Length + also.Length < Filled.MaxLine ? " " : "\n    ") + also;
    }

    /// <summary>Writes all tests; none where nobody may call it.</summary>
    public void Write()
    {
        if (CallerOf(_operation) is not { } caller)
            return;
        OperationCode.Of(model, endpoint).Tests(this, caller);
        new BehaviourTests(model, _operation).Write(this, caller);
        Refusals();
        if (_operation.Idempotent && !(model.HasAuthentication && model.Index.IsAccount(_entity)))
            IdempotencyTests.Write(this, model.Blueprint, _operation, caller);
        AnnouncementTests.Write(this, model, endpoint, caller);
        QuotaTests.Write(
            this,
            model,
            endpoint,
            caller,
            $"client.SendAsync({Request("Guid.NewGuid()", "Guid.NewGuid()")}{Arguments("new { }", null)})"
        );
    }

    /// <summary>One test.</summary>
    /// <param name="name">What it shows.</param>
    /// <param name="body">Writes its statements.</param>
    /// <param name="proves">The declared behaviour that would be missing if it failed.</param>
    public void Test(string name, Action<CodeWriter> body, string? proves = null) =>
        text.Line(Attribute(proves)).Line($"public async Task {_name}_{name}()").Line("{").Indented(body).Line("}").Line();

    private static string Attribute(string? proves) =>
        proves is null ? "[Test]" : $"[Test, Property({CSharp.Literal(DeclaredBehaviour.Property)}, {CSharp.Literal(proves)})]";

    /// <summary>One test that is a call of what all tests share, with the endpoint and further arguments.</summary>
    public void Shared(string name, string method, params IReadOnlyList<string> arguments) => Shared(name, method, null, arguments);

    /// <summary>The same for a test that shows what requirements cite.</summary>
    /// <param name="name">What it shows.</param>
    /// <param name="method">What all tests share.</param>
    /// <param name="proves">What would be missing if it failed; null for nothing that is cited.</param>
    /// <param name="arguments">Further arguments.</param>
    public void Shared(string name, string method, string? proves, IReadOnlyList<string> arguments)
    {
        var head = $"public Task {_name}_{name}() =>";
        var given = arguments.Prepend(Field(endpoint)).ToList();
        var call = Filled.Call($"{method}(", given, ");");
        text.Line(Attribute(proves));
        if (head.Length + call.Length < Filled.MaxLine && !call.Contains('\n', StringComparison.Ordinal))
            text.Line($"{head} {call}").Line();
        else
            text.Line(head).Indented(body => body.Line(call)).Line();
    }

    /// <summary>The same for a test of access: once by a token, and once by a key where the operation takes keys.</summary>
    /// <param name="name">What it shows.</param>
    /// <param name="method">What all tests share.</param>
    /// <param name="role">Who calls, as C# text.</param>
    /// <param name="argument">What is given where the operation takes no keys, if anything.</param>
    private void SharedAccess(string name, string method, string role, string? argument = null)
    {
        if (!endpoint.AcceptsKeys)
        {
            Shared(name, method, argument is null ? [] : [argument]);
            return;
        }

        text.Line(
                $"""
                [TestCase(false)]
                [TestCase(true)]
                public async Task {_name}_{name}(bool byKey) =>
                    await {method}({Field(endpoint)}, await _host.ClientAsync({role}, byKey));
                """
            )
            .Line();
    }

    // A test of access that is written out: once by a token, and once by a key where the operation takes keys.
    private void AccessTest(string name, Action<CodeWriter> body)
    {
        if (endpoint.AcceptsKeys)
            text.Line("[TestCase(false)]\n[TestCase(true)]")
                .Line($"public async Task {_name}_{name}(bool byKey)")
                .Line("{")
                .Indented(body)
                .Line("}")
                .Line();
        else
            Test(name, body);
    }

    private string Client(string role) => $"_host.ClientAsync({role}{(endpoint.AcceptsKeys ? ", byKey" : "")})";

    /// <summary>One test of right use; none where no situation is known in which the operation does its work.</summary>
    public void TestOfSuccess(string name, Action<CodeWriter> body)
    {
        var behaviour = new BehaviourTests(model, _operation);
        if (!behaviour.IsDeclared || behaviour.Allowed is not null)
            Test(name, body);
    }

    /// <summary>
    /// The same as what all tests share does, with the rows and the body of a situation where the operation is guarded.
    /// </summary>
    public void Works(string name, string method, string caller, string arranged, params IReadOnlyList<string> arguments)
    {
        if (!new BehaviourTests(model, _operation).IsDeclared)
        {
            Shared(name, method, arguments);
            return;
        }

        TestOfSuccess(name, body =>
        {
            Login(body, caller);
            Arrange(body);
            body.Line($"await {method}({string.Join(", ", arguments.Prepend($"{Field(endpoint)}, client, {arranged}"))});");
        });
    }

    /// <summary>Method and address as arguments of a call, with an expression for each parameter of the path.</summary>
    public string Request(params IReadOnlyList<string> ids) => Request(endpoint, ids);

    /// <summary>The same for another endpoint.</summary>
    public static string Request(HttpEndpoint called, params IReadOnlyList<string> ids) => $"\"{called.Method}\", {Path(called, ids)}";

    /// <summary>The address as an expression.</summary>
    public string Path(params IReadOnlyList<string> ids) => Path(endpoint, ids);

    private static string Path(HttpEndpoint called, IReadOnlyList<string> ids) =>
        CSharp.Path(called.Path, [.. ids.Select(id => PathKey.InTest(called, id))]);

    public static void Login(CodeWriter body, string role) => body.Line($"var (client, account) = await _host.ClientAsync({role});");

    /// <summary>
    /// Stores and makes what the operation does its work with: the variables <c>row</c> and <c>body</c>, as far as it has them. False where
    /// its guards ask for more than is known here; scenarios show it then.
    /// </summary>
    public bool Arrange(CodeWriter body)
    {
        var behaviour = new BehaviourTests(model, _operation);
        if (behaviour.IsDeclared)
            return behaviour.Arrange(body);
        if (_operation.Kind != OperationKind.Create)
            Row(body);
        if (endpoint.RequestSchema is not null)
            Body(body);
        return true;
    }

    /// <summary>The arguments of the call with what <see cref="Arrange"/> has made.</summary>
    /// <param name="body">The variable with the body.</param>
    /// <param name="query">What the address ends in.</param>
    public string Call(string body = "body", string query = "") =>
        Request(endpoint.Path.Contains('{', StringComparison.Ordinal) ? ["row.Id"] : [])
        + (query.Length == 0 ? "" : $" + {CSharp.Literal(query)}")
        + Arguments(body, "$\"\\\"{row.Version}\\\"\"");

    /// <summary>Status of the success.</summary>
    public int Success => endpoint.Success.Status;

    public static void Row(CodeWriter body) => body.Line("var row = await RowAsync(account);");

    public void Body(CodeWriter body)
    {
        if (_operation.Kind == OperationKind.Call)
            new Arrangement(model, body).Input(_operation, new Dictionary<string, string>());
        else
            body.Line($"var body = await _host.WithDbAsync(db => {ServiceModel.Class(_entity)}Sample.BodyAsync(db, account));");
    }

    /// <summary>No row of the path's id.</summary>
    public void NoRow(string caller)
    {
        if (!HasOwnBody)
        {
            Shared("answers_404_for_no_row", "FindsNoRowAsync");
            return;
        }

        Test("answers_404_for_no_row", body =>
        {
            Login(body, caller);
            Body(body);
            body.Line(
                $"""
                using var response = await client.SendAsync({Request("Guid.NewGuid()")}, body);

                await response.AssertStatusAsync(404);
                """
            );
        });
    }

    // Who reaches his own rows only; null where nobody is held to that.
    private AccessRule? Narrow =>
        model.IsOwned(_entity)
        && _operation.Access.FirstOrDefault(static rule => rule.Scope == AccessScope.Own && rule.Role != Role.Anonymous) is { } narrow
        && !_operation.Access.Any(rule => IsWide(rule, narrow))
            ? narrow
            : null;

    /// <summary>Who names somebody else's parent is refused.</summary>
    public void StrangeParent(string key)
    {
        if (Narrow is not null)
            Shared("refuses_a_parent_of_others", "RefusesStrangeParentAsync", CSharp.Literal(key));
    }

    /// <summary>A second account with the same role meets somebody else's row.</summary>
    public void Stranger()
    {
        if (Narrow is not { } narrow)
            return;
        if (!HasOwnBody)
        {
            SharedAccess("refuses_rows_of_others", "RefusesStrangersAsync", RoleText(narrow.Role));
            return;
        }

        AccessTest("refuses_rows_of_others", body =>
        {
            body.Line(
                $"""
                var (_, owner) = await _host.ClientAsync({RoleText(narrow.Role)});
                var row = await RowAsync(owner);
                """
            );
            body.Line($"var (client, account) = await {Client(RoleText(narrow.Role))};");
            Body(body);
            body.Line(
                $"""
                using var response = await client.SendAsync({Request("row.Id", "Guid.NewGuid()")}, body);

                await response.AssertStatusAsync(403);
                """
            );
        });
    }

    // What a call is sent is no row of its entity.
    private bool HasOwnBody => _operation.Kind == OperationKind.Call && endpoint.RequestSchema is not null;

    private bool TakesTag => endpoint.Parameters.Any(static parameter => parameter.Name == "If-Match");

    /// <summary>A role that may call an operation, as C# text (<c>null</c> for nobody in particular); null when there is none.</summary>
    public string? CallerOf(Operation called)
    {
        if (called.Webhook is { } webhook)
            return $"null, webhook: {CSharp.Literal(webhook.Secret)}";
        if (!model.HasAuthentication)
            return "null";
        var own = called.Access.FirstOrDefault(static rule => rule.Scope == AccessScope.Own && rule.Role != Role.Anonymous);
        var rule = own ?? (called.Access.Count > 0 ? called.Access[0] : null);
        return rule is null ? null : RoleText(rule.Role);
    }

    // Who is not logged in, and who has no role for it.
    private void Refusals()
    {
        if (!endpoint.RequiresAuthentication)
            return;
        Shared("asks_for_a_login", "AsksForLoginAsync");
        var outsider = model.Blueprint.Roles.FirstOrDefault(role =>
            !_operation.Access.Any(rule => rule.Role == role.Id || rule.Role == Role.Authenticated)
        );
        if (outsider is not null)
            SharedAccess("refuses_another_role", "RefusesRoleAsync", CSharp.Literal(outsider.Name), CSharp.Literal(outsider.Name));
        // Who may name only parents of his own is refused one that isn't there.
        var roles = _operation
            .Access.Where(rule => rule.Role != Role.Anonymous && (rule.Scope == AccessScope.Any || _entity.Owner.Count < 2))
            .Select(rule => RoleText(rule.Role))
            .Distinct()
            .ToList();
        if (roles.Count > 1)
            Shared("lets_in_each_role_that_may", "LetsInAsync", roles);
    }

    // Body and tag, as far as the endpoint takes them.
    private string Arguments(string body, string? tag) =>
        (endpoint.RequestSchema is null ? "" : ", " + body) + (tag is null || !TakesTag ? "" : ", " + tag);

    private bool IsWide(AccessRule rule, AccessRule narrow) =>
        rule.Scope == AccessScope.Any
        && (rule.Role is Role.Anonymous or Role.Authenticated || rule.Role == narrow.Role || RoleText(rule.Role) == RoleText(narrow.Role));

    private string RoleText(string role) =>
        role switch
        {
            Role.Anonymous => "null",
            Role.Authenticated => CSharp.Literal(
                model.Index.DefaultRole?.Name ?? model.Blueprint.Roles.Select(static found => found.Name).FirstOrDefault() ?? "member"
            ),
            _ => CSharp.Literal(model.Index.RoleById(role)?.Name ?? role),
        };
}
