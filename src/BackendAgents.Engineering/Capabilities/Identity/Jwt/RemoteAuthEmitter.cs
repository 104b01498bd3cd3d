using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>Checks tokens that another service of the same system issues, for accounts of which here are copies.</summary>
internal sealed class RemoteAuthEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "aspnetcore-auth-remote";

    /// <inheritdoc />
    public string Description => "Access tokens that another service issues, and the accounts they are for";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, PublishedKeyFiles.Tokens),
            .. Template.Folder(model, PublishedKeyFiles.Keys),
            .. Template.Folder(model, Template.Service + "Infrastructure/Services/Remote/"),
            .. Template.Folder(model, Template.Service + "Features/Auth/Remote/"),
            .. Template.Folder(model, Template.Tests + "Services/Remote/"),
            Clients(model),
        ];
    }

    private static Artifact Clients(ServiceModel model)
    {
        var account = ServiceModel.Class(model.Account);
        return new Artifact(
            $"{model.TestFolder}/Auth/TestClients.g.cs",
            ServiceModel.Header("clients of the service under test.")
                + $$"""
                using System.Collections.Concurrent;
                using System.Net.Http.Headers;
                using System.Security.Claims;
                using Microsoft.Extensions.DependencyInjection;
                using Microsoft.IdentityModel.JsonWebTokens;
                using Microsoft.IdentityModel.Tokens;
                using {{model.Namespace}}.Features;
                using {{model.Namespace}}.Infrastructure;

                namespace {{model.Namespace}}.Tests;

                /// <summary>Clients of the service under test, with tokens as the service that has the accounts issues them.</summary>
                internal static class TestClients
                {
                    private static readonly ConcurrentDictionary<Guid, string> s_roles = new();

                    /// <summary>A client that is logged in as a new account with a role; nobody in particular when null.</summary>
                    public static async Task<(HttpClient Client, Guid Account)> ClientAsync(this TestHost host, string? role)
                    {
                        var client = host.CreateClient(new() { AllowAutoRedirect = false });
                        if (role is null)
                            return (client, Guid.Empty);
                        var account = await host.WithDbAsync(static db => {{account}}Sample.RowAsync(db, Guid.Empty));
                        s_roles[account.Id] = role;
                        var token = await host.TokenAsync(account.Id);
                        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
                        return (client, account.Id);
                    }

                    /// <summary>A new access token of an account.</summary>
                    public static Task<string> TokenAsync(this TestHost host, Guid account)
                    {
                        var role = s_roles.GetValueOrDefault(account, {{CSharp.Literal(model.Index.DefaultRole?.Name ?? "")}});
                        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
                        return Task.FromResult(
                            new JsonWebTokenHandler().CreateToken(
                                new SecurityTokenDescriptor
                                {
                                    Issuer = ServiceInfo.TokenIssuer,
                                    Audience = ServiceInfo.TokenIssuer,
                                    IssuedAt = now,
                                    NotBefore = now,
                                    Expires = now.AddMinutes({{model.Blueprint.Authentication.AccessTokenMinutes}}),
                                    Subject = new ClaimsIdentity([
                                        new Claim("sub", account.ToString()),
                                        new Claim("role", role),
                                    ]),
                                    SigningCredentials = TestKeys.Credentials,
                                }
                            )
                        );
                    }
                }

                """
        );
    }
}
