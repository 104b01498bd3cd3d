using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Other paths for the operations that authentication brings.</summary>
public sealed class AuthenticationRoutesTests
{
    private const string Service = """
        service: { name: notes }
        authentication: { kind: jwt, account: User, login: email, defaultRole: member, routes: ROUTES }
        roles: [{ id: member, name: member, selfRegister: true, description: Writes. }]
        entities:
          - name: User
            fields: [{ name: email, type: email, required: true, unique: true, personal: true }]
          - name: Note
            fields: [{ name: title, required: true, maxLength: 80 }]
        operations:
          - { name: listNotes, entity: Note, kind: list, path: /notes, access: [{ role: member }] }
        """;

    private static string Yaml(string routes) => Service.Replace("ROUTES", routes, StringComparison.Ordinal);

    [Test]
    public void The_contract_has_them_and_the_others_stay()
    {
        var blueprint = CapabilityCatalog.BuiltIn.Read(Yaml("{ register: /auth/signup, me: /users/me }")).Blueprint!;

        var paths = HttpContract.Of(blueprint).Endpoints.Select(static endpoint => $"{endpoint.Method} {endpoint.Path}").ToList();

        Assert.That(paths, Is.SupersetOf(new[] { "POST /auth/signup", "GET /users/me", "POST /api/v1/auth/login" }));
        Assert.That(paths, Has.None.Contains("/api/v1/auth/register"));
    }

    [TestCase("{ login: login }", "is no path of login")]
    [TestCase("{ me: '/users/{id}' }", "is no path of me")]
    [TestCase("{ login: /session, logout: /session }", "POST /session is there already")]
    [TestCase("{ me: /notes }", "GET /notes of listNotes is there already")]
    public void What_can_be_no_path_is_told(string routes, string problem) =>
        Assert.That(
            CapabilityCatalog.BuiltIn.Read(Yaml(routes)).Problems.Select(static found => found.Message),
            Has.Some.Contains(problem)
        );
}
