#!/bin/sh
# Azure App Service from a container registry of your own: deploy.sh GROUP APP REGISTRY TAG [LOCATION]
# APP and REGISTRY are names that nobody else on Azure may have; TAG names this build, and no other.
# Needs `az login`, no Docker.
set -eu

group=$1
app=$2
registry=$3
tag=$4
location=${5:-australiaeast}

az group create --name "$group" --location "$location"
az acr create --resource-group "$group" --name "$registry" --sku Basic
az acr build --registry "$registry" --image "birds:$tag" --platform linux/amd64 --file Dockerfile .

# B1 is the smallest plan with Always On; one core, so one worker.
az appservice plan create --resource-group "$group" --name "$app" --is-linux --sku B1
az webapp create --resource-group "$group" --plan "$app" --name "$app" --https-only true \
    --container-image-name "$registry.azurecr.io/birds:$tag" \
    --assign-identity '[system]' --acr-use-identity

identity=$(az webapp identity show --resource-group "$group" --name "$app" --query principalId --output tsv)
scope=$(az acr show --resource-group "$group" --name "$registry" --query id --output tsv)
az role assignment create --assignee-object-id "$identity" --assignee-principal-type ServicePrincipal \
    --role AcrPull --scope "$scope"

# A warm-up counts only when /readyz says 200: no visitor meets an instance that is still loading.
az webapp config appsettings set --resource-group "$group" --name "$app" --settings \
    WEBSITES_PORT=80 \
    WEBSITES_CONTAINER_START_TIME_LIMIT=230 \
    WEBSITES_ENABLE_APP_SERVICE_STORAGE=false \
    WEBSITE_WARMUP_PATH=/readyz \
    WEBSITE_WARMUP_STATUSES=200 \
    BIRDAPP_WORKERS=1 \
    BIRDAPP_PROXIES=1 \
    BIRDAPP_HTTPS_ONLY=on \
    BIRDAPP_SECRET_KEY="$(openssl rand -hex 32)"
az webapp config set --resource-group "$group" --name "$app" --always-on true \
    --generic-configurations '{"healthCheckPath": "/readyz"}'
az webapp restart --resource-group "$group" --name "$app"
echo "https://$app.azurewebsites.net"
