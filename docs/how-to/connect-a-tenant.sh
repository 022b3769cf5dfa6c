#!/usr/bin/env bash
# Registers the application that the operator signs in as, grants it the Microsoft Graph permissions
# that it needs, and lets one Kubernetes ServiceAccount sign in as it. Read it first: it is short, and
# --dry-run prints every az command without running any.
#
#   docs/how-to/connect-a-tenant.sh --dry-run --issuer https://…
#   docs/how-to/connect-a-tenant.sh --issuer https://… --managed-groups --device-checks
#
# Needs: the Azure CLI, signed in with `az login --allow-no-subscriptions` as a Privileged Role
# Administrator (to grant application permissions) who may register applications.
# May be run again: what is there already is left as it is, what differs is changed.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: connect-a-tenant.sh [options]
  --managed-groups         a rollout has a managedGroup: also create groups and change their members
  --device-checks          also read the devices of the cohort, for the checks before enforcement
  --read-only              no write permissions: enough for `tpr plan`, not for the operator
  --issuer URL             OpenID Connect issuer of the cluster, for a federated credential:
                           kubectl get --raw /.well-known/openid-configuration
  --namespace NAME         namespace of the EntraTenant (default: token-protection)
  --service-account NAME   ServiceAccount that may sign in (default: entra-contoso)
  --display-name NAME      of the application (default: token-protection-operator)
  --remove-others          also take away the permissions of Microsoft Graph that are granted and not
                           listed here (default: report them)
  --dry-run                print the az commands and run none
USAGE
}

graph_app=00000003-0000-0000-c000-000000000000 # Microsoft Graph, the same in every tenant
managed_groups=false device_checks=false read_only=false remove_others=false dry_run=false
issuer='' namespace=token-protection service_account=entra-contoso
display_name=token-protection-operator

while (($#)); do
  case $1 in
    --managed-groups) managed_groups=true ;;
    --device-checks) device_checks=true ;;
    --read-only) read_only=true ;;
    --remove-others) remove_others=true ;;
    --dry-run) dry_run=true ;;
    --issuer | --namespace | --service-account | --display-name)
      [[ -n ${2-} ]] || { echo "$1 needs a value" >&2; exit 2; }
      name=${1#--}
      printf -v "${name//-/_}" %s "$2"
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    *) echo "unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

# Permission, and the id of its app role in Microsoft Graph (the same in every tenant and cloud).
# Source: Microsoft Graph permissions reference. The ids are compared with the tenant's before use.
permissions=(
  'Policy.Read.All                    246dd0d5-5bd0-4def-940b-0421030a5b68' # policies, What-If, security defaults
  'Application.Read.All               9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30' # which applications exist
  'AuditLog.Read.All                  b0afded3-3588-46d8-8b3d-9842eff778da' # sign-in logs, who changed a policy
  'User.Read.All                      df021288-bdef-4463-88db-98f22de89214' # users by name, emergency access accounts
  'Organization.Read.All              498476ce-e0fe-48b0-b801-37ba7e2685c6' # licences
)
$read_only || permissions+=(
  'Policy.ReadWrite.ConditionalAccess 01c0a623-fc9b-48e9-b794-0756f8e8f067' # writes its own policies
)
if $managed_groups && ! $read_only; then
  permissions+=('Group.ReadWrite.All                62a82d76-70ea-41e2-9197-370581804d09') # creates and fills groups
else
  permissions+=('Group.Read.All                     5b567255-7703-4780-807c-7be8301ae99b') # finds groups and members
fi
$device_checks && permissions+=(
  'Device.Read.All                    7438b122-aefc-4978-80ed-43db9fcc7715' # checks devices before enforcement
)

# Prints an az command as it can be typed.
print_az() {
  local argument quote="'\\''" line='+ az'
  for argument; do
    if [[ $argument =~ ^[A-Za-z0-9._:/@=,-]+$ ]]; then
      line+=" $argument"
    elif [[ $argument == *\'* && $argument != *[\"\$\`\\!]* ]]; then
      line+=" \"$argument\""
    else
      line+=" '${argument//\'/$quote}'"
    fi
  done
  printf '%s\n' "$line" >&2
}

# Runs a command whose answer is needed. In a dry run its answer is the placeholder in $1.
ask_az() {
  local placeholder=$1
  shift
  print_az "$@"
  if $dry_run; then echo "$placeholder"; else az "$@"; fi
}

# Runs a command that changes something; its answer is not needed.
do_az() {
  print_az "$@"
  $dry_run || az "$@" >/dev/null
}

if ! $dry_run && ! command -v az >/dev/null; then
  echo 'az, the Azure CLI, is not installed: https://learn.microsoft.com/cli/azure/install-azure-cli' >&2
  exit 1
fi

tenant=$(ask_az '<tenant id>' account show --query tenantId --output tsv)
graph=$(ask_az 'https://graph.microsoft.com' cloud show \
  --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}

# 1. The permissions are those that are meant.
known=$(ask_az '' ad sp show --id "$graph_app" \
  --query 'appRoles[].[value, id]' --output tsv)
for permission in "${permissions[@]}"; do
  read -r name id <<<"$permission"
  if ! $dry_run && ! grep -qxF "$name"$'\t'"$id" <<<"$known"; then
    echo "Microsoft Graph of this tenant has no app role $name with the id $id; nothing was changed" >&2
    exit 1
  fi
done

# 2. The application, and its service principal in this tenant.
app=$(ask_az '' ad app list --filter "displayName eq '$display_name'" \
  --query '[].appId' --output tsv)
if [[ $(wc -w <<<"$app") -gt 1 ]]; then
  echo "more than one application is named $display_name; choose another --display-name" >&2
  exit 1
fi
if [[ -z $app ]]; then
  app=$(ask_az '<client id>' ad app create --display-name "$display_name" \
    --sign-in-audience AzureADMyOrg --query appId --output tsv)
fi
principal=$(ask_az '' ad sp list --filter "appId eq '$app'" --query '[].id' --output tsv)
if [[ -z $principal ]]; then
  principal=$(ask_az '<id of its service principal>' ad sp create --id "$app" \
    --query id --output tsv)
fi

# 3. What it asks for, as the portal shows it.
access=$(printf '%s\n' "${permissions[@]}" | awk '{
  printf "%s{\"id\":\"%s\",\"type\":\"Role\"}", (NR > 1 ? "," : ""), $2 }')
do_az ad app update --id "$app" --required-resource-accesses \
  "[{\"resourceAppId\":\"$graph_app\",\"resourceAccess\":[$access]}]"

# 4. What it is granted: one assignment a permission, which is the admin consent.
graph_principal=$(ask_az '<id of the service principal of Microsoft Graph>' ad sp show \
  --id "$graph_app" --query id --output tsv)
granted=$(ask_az '' rest --method GET \
  --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments" \
  --query "value[?resourceId=='$graph_principal'].[appRoleId, id]" --output tsv)
for permission in "${permissions[@]}"; do
  read -r name id <<<"$permission"
  if ! grep -q "^$id[[:space:]]" <<<"$granted"; then
    echo "# $name" >&2
    do_az rest --method POST \
      --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments" \
      --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph_principal\",\"appRoleId\":\"$id\"}"
  fi
done
while read -r role assignment; do
  if [[ -n $role ]] && ! printf '%s\n' "${permissions[@]}" | grep -q " $role\$"; then
    name=$(awk -v id="$role" '$2 == id { print $1 }' <<<"$known")
    if $remove_others; then
      echo "# not needed: ${name:-$role}" >&2
      do_az rest --method DELETE \
        --url "$graph/v1.0/servicePrincipals/$principal/appRoleAssignments/$assignment"
    else
      echo "# granted, and not needed: ${name:-$role}; --remove-others takes it away" >&2
    fi
  fi
done <<<"$granted"

# 5. Who may sign in as it: one ServiceAccount of one cluster, without a secret.
if [[ -n $issuer ]]; then
  credential="$namespace-$service_account"
  subject="system:serviceaccount:$namespace:$service_account"
  parameters="{\"name\":\"$credential\",\"issuer\":\"$issuer\",\"subject\":\"$subject\",\"audiences\":[\"api://AzureADTokenExchange\"]}"
  present=$(ask_az '' ad app federated-credential list --id "$app" \
    --query "[?name=='$credential'].[issuer, subject, audiences[0]]" --output tsv)
  if [[ -z $present ]]; then
    do_az ad app federated-credential create --id "$app" --parameters "$parameters"
  elif [[ $present != "$issuer"$'\t'"$subject"$'\t'api://AzureADTokenExchange ]]; then
    do_az ad app federated-credential update --id "$app" \
      --federated-credential-id "$credential" --parameters "$parameters"
  fi
fi

cat <<YAML
# Done. Into the EntraTenant:
spec:
  tenantId: $tenant
  clientId: $app
YAML
if [[ -n $issuer ]]; then
  cat <<YAML
  credential:
    type: WorkloadIdentity
    workloadIdentity:
      serviceAccountRef:
        name: $service_account
YAML
fi
