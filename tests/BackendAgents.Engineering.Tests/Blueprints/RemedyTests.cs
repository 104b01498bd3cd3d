using BackendAgents.Engineering.Projects;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Remedies are pasted as they are, and the document is then taken.</summary>
public sealed class RemedyTests
{
    private const string Head = "service: { name: shop, title: Shop }\n";

    private const string Shop = """
        service: { name: shop, title: Shop }
        authentication: { kind: jwt, account: User, login: email, defaultRole: member }
        roles: [{ name: member, selfRegister: true }]
        enums: [{ name: OrderState, values: [open, paid] }]
        entities:
          - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
          - { name: Order, fields: [{ name: note, type: text }, { name: state, type: enum, enum: OrderState }] }
        relations: [each order belongs to one user]
        operations: [{ name: listOrders, entity: Order, kind: list, access: [member] }]

        """;

    private static IEnumerable<TestCaseData> Wrong()
    {
        TestCaseData Case(string name, string yaml, string said) => new TestCaseData(yaml, said).SetArgDisplayNames(name);
        yield return Case(
            "names alone",
            Head + "entities: [{ name: Post, fields: [title, body] }]\n",
            "{ name: title, type: string, maxLength: 200 }"
        );
        yield return Case("no maxLength", Head + "entities: [{ name: Post, fields: { title: string } }]\n", "maxLength: 200");
        yield return Case("a number in words", Head + "targets: { requestsPerSecond: about 200 }\n", "requestsPerSecond: 200");
        yield return Case("a near value", Shop.Replace("kind: list", "kind: lst"), "Did you mean 'list'?");
        yield return Case(
            "roles without sign-in",
            Head
                + "roles: [admin]\nentities: [{ name: Post }]\noperations: [{ name: getPost, entity: Post, kind: get, access: [admin] }]\n",
            "authentication: { kind: jwt"
        );
        yield return Case(
            "sign-in without a role",
            Shop.Replace("roles: [{ name: member, selfRegister: true }]\n", "")
                .Replace(", defaultRole: member", "")
                .Replace("access: [member]", "access: [authenticated]"),
            "defaultRole: member"
        );
        yield return Case("sign-in without an account", Shop.Replace("account: User, ", ""), "account: User");
        yield return Case("a login that isn't unique", Shop.Replace(", unique: true", ""), "unique: true");
        yield return Case("own rows without an owner", Shop.Replace("access: [member]", "access: [member:own]"), "owner: [user]");
        yield return Case("an unknown role", Shop.Replace("access: [member]", "access: [manager]"), "roles: [{ name: manager }]");
        yield return Case(
            "an action without a transition",
            Shop.Replace("kind: list, access", "kind: action, transition: { to: paid }, access"),
            "field"
        );
        yield return Case(
            "accounts by hand",
            Shop.Replace("operations: [", "operations: [{ name: createUser, entity: User, kind: create }, "),
            "/auth/register"
        );
        yield return Case(
            "a required value nobody writes",
            Shop.Replace("enum: OrderState", "enum: OrderState, required: true, exposure: read-only"),
            "default: open"
        );
        yield return Case(
            "an enum that is text",
            Shop.Replace("type: enum, enum: OrderState", "type: text, enum: OrderState"),
            "type: enum"
        );
        yield return Case(
            "set-null where required",
            Shop.Replace(
                "[each order belongs to one user]",
                "[{ kind: one-to-many, from: User, to: Order, name: user, inverse: orders, required: true, onDelete: set-null }]"
            ),
            "onDelete: restrict"
        );
        yield return Case(
            "children as reference",
            Shop.Replace(
                "[each order belongs to one user]",
                "[{ kind: one-to-many, from: User, to: Order, name: orders, inverse: buyer }]"
            ),
            "each order belongs to at most one user"
        );
        yield return Case(
            "an inverted relation",
            Shop.Replace("[each order belongs to one user]", "[{ kind: one-to-many, from: Order, to: User, name: orders, inverse: user }]"),
            "each order belongs to at most one user"
        );
        yield return Case("a name with other letters", Head + "entities: [{ name: 'Straße!' , fields: [] }]\n", "Strae");
        yield return Case(
            "required many to many",
            Shop.Replace(
                "[each order belongs to one user]",
                "[{ relation: each order has many users and each user has many orders, required: true }]"
            ),
            "Remove required"
        );
    }

    [TestCaseSource(nameof(Wrong))]
    public void What_a_problem_says_mends_it(string yaml, string said)
    {
        var project = new BackendProject();
        var result = project.Replace(yaml);
        Assert.That(result.Problems, Is.Not.Empty);
        Assert.That(string.Join('\n', result.Problems), Does.Contain(said));

        // Each round pastes one remedy; what is left shows again.
        for (var round = 0; round < 5 && result.Problems.Count > 0; round++)
        {
            var pasted = result.Problems.Select(static problem => problem.Edits).FirstOrDefault(static edits => edits is not null);
            if (pasted is null && said == "field")
                pasted = """[{"op":"set","path":"operations.listOrders.transition.field","value":"state"}]""";
            Assert.That(pasted, Is.Not.Null, string.Join('\n', result.Problems));
            result = project.Edit(pasted!);
        }

        Assert.That(result.Problems, Is.Empty);
    }

    [TestCase("entities: [{ name: Post, fields: [{ name: author, type: User }] }]", "relation: each comment belongs to one post")]
    [TestCase("entities: [{ name: Post, fields: [{ name: tags, type: 'string[]' }] }]", "A list is an entity of its own")]
    [TestCase("entities: [{ name: Post, fields: [{ name: price, type: number }] }]", "money")]
    [TestCase("relations: [posts and users]", "each comment belongs to one post")]
    [TestCase("relations: [{ name: author }]", "each comment belongs to one post")]
    [TestCase("entities: [{ name: Post, softDelete: true }]", "Known are id, name")]
    [TestCase("operations: [{ name: getPost, entity: Pots, kind: get }]\nentities: [{ name: Post }]", "There are Post")]
    [TestCase(
        "operations: [{ name: publishPost, entity: Post, kind: action }]\n"
            + "entities: { Post: { fields: { state: { enum: [draft, live] } } } }",
        "transition: { field: state, from: [draft], to: live }"
    )]
    [TestCase("operations: [{ name: getPost, kind: get }]", "entity: Post")]
    [TestCase("deployment: [docker]", "database")]
    public void A_remedy_says_what_to_write(string rest, string said)
    {
        var problems = new BackendProject().Replace(Head + rest + "\n").Problems;

        Assert.That(string.Join('\n', problems), Does.Contain(said));
    }
}
